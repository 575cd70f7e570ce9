import { secret, text, visible } from '../field.ts';
import { line } from '../server/fields.ts';

/** What FTP has with and without TLS. */
export const host = text(
  'Host',
  'Host name or IP address of the server, without scheme, port or path.',
  'ftp.example.com',
  { maxLength: 300 },
);

export const path = text(
  'Directory',
  'Directory to list. A relative path begins in the directory that the server gives the user, which is also the default. `spec.requires.path` takes precedence.',
  '/upload',
  { ...line, maxLength: 4096 },
);

export const username = text('User name', 'User name of the account on the server.', 'svc-migration', {
  ...line,
  ...visible,
  maxLength: 255,
});

export const password = secret('Password', 'Password of the account.', 'correct horse battery staple', {
  pattern: '^[^\\u0000\\r\\n]+$',
  maxLength: 1024,
});
