/** What a Secret for SSH may hold. */
export const username = {
  type: 'string',
  title: 'User name',
  description: 'User name of the account on the server.',
  minLength: 1,
  maxLength: 255,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
  writeOnly: false,
  examples: ['svc-migration'],
};

export const password = {
  type: 'string',
  title: 'Password',
  description: 'Password of the account.',
  minLength: 1,
  maxLength: 1024,
  writeOnly: true,
  examples: ['correct horse battery staple'],
};

export const privateKey = {
  type: 'string',
  title: 'Private key',
  description:
    'Private key, the whole file: OpenSSH, PKCS#1, SEC1 or PKCS#8 (PEM). `puttygen key.ppk -O private-openssh -o key` converts a key of PuTTY.',
  minLength: 1,
  maxLength: 65536,
  writeOnly: true,
  examples: ['-----BEGIN OPENSSH PRIVATE KEY-----\n...\n-----END OPENSSH PRIVATE KEY-----\n'],
};

export const passphrase = {
  type: 'string',
  title: 'Passphrase',
  description: 'Passphrase of the private key, if the key is encrypted.',
  maxLength: 1024,
  writeOnly: true,
  examples: ['open sesame'],
};
