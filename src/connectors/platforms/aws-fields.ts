/** Keys of the Secret that AWS and its like issue. */
export const accessKeyFields = {
  accessKeyId: {
    type: 'string',
    title: 'Access key ID',
    description: 'Names the key; it is shown as the account where the store tells no other name.',
    pattern: '^[\\w.@+=-]{1,128}$',
    examples: ['AKIAIOSFODNN7EXAMPLE'],
  },
  secretAccessKey: {
    type: 'string',
    title: 'Secret access key',
    description: 'Signs the requests; it is never sent.',
    pattern: '^[\\x21-\\x7e]{1,256}$',
    writeOnly: true,
    examples: ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  },
  sessionToken: {
    type: 'string',
    title: 'Session token',
    description: 'Belongs to temporary keys.',
    pattern: '^[\\x21-\\x7e]{1,4096}$',
    writeOnly: true,
    examples: ['FwoGZXIvYXdzEXAMPLE'],
  },
} as const;
