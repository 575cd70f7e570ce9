import { secret, text, visible } from '../field.ts';

/** Stores that speak S3 have IDs like `tenant:user` too. White space, comma and slash would break the header. */
export const anyAccessKeyId = { pattern: '^[^\\s,/]{1,128}$' };

/** Keys of the Secret that AWS and its like issue. */
export const accessKeyFields = {
  accessKeyId: text(
    'Access key ID',
    'ID of the access key. It is shown as the account if the store does not name the owner.',
    'AKIAIOSFODNN7EXAMPLE',
    { pattern: '^[\\w.@+=-]{1,128}$', ...visible },
  ),
  secretAccessKey: secret(
    'Secret access key',
    'Secret of the access key. It signs the requests and is never sent.',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    { pattern: '^[\\x21-\\x7e]{1,256}$' },
  ),
  sessionToken: secret('Session token', 'Session token of a temporary access key.', 'FwoGZXIvYXdzEXAMPLE', {
    pattern: '^[\\x21-\\x7e]{1,4096}$',
  }),
};
