import type { PlatformSpec } from '../platform.ts';

const username = {
  type: 'string',
  title: 'User name',
  description: 'Account on the server.',
  minLength: 1,
  maxLength: 255,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
  examples: ['svc-migration'],
};

/** Sources: RFC 4252 and 4253, OpenSSH's sshd(8); what the driver makes of replies is in drivers/sftp. */
export const sftp = {
  title: 'SFTP',
  aliases: ['SSH File Transfer Protocol', 'SSH', 'OpenSSH'],
  category: 'FileProtocol',
  documentation: 'https://man.openbsd.org/sshd',
  driver: 'sftp',
  config: {
    type: 'object',
    required: ['host'],
    properties: {
      host: {
        type: 'string',
        title: 'Host',
        description: 'Name or IP address of the server, without scheme, port or path.',
        pattern: '^([A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f:.]+\\]?)$',
        examples: ['sftp.example.com'],
      },
      port: {
        type: 'integer',
        title: 'Port',
        description: 'TCP port.',
        minimum: 1,
        maximum: 65535,
        default: 22,
        examples: [22],
      },
      hostKeys: {
        type: 'array',
        title: 'Host keys',
        description:
          'Keys by which the server is known: lines as `ssh-keyscan` and known_hosts have them, or fingerprints as `ssh-keygen -lf` shows them. Any one that fits is enough. The credential is sent to no other server.',
        maxItems: 32,
        items: { type: 'string', minLength: 1, maxLength: 8192 },
        examples: [['SHA256:uNiVztksCsDhcc0u9e8BrcJEXaMKJ2yzaxl2pQlA5PA']],
      },
      hostKeyPolicy: {
        type: 'string',
        title: 'Host key policy',
        description:
          'Pinned trusts the keys of hostKeys only. TrustOnFirstUse, where hostKeys is empty, trusts the key that the server shows at the first test from then on.',
        enum: ['Pinned', 'TrustOnFirstUse'],
        default: 'Pinned',
        examples: ['Pinned'],
      },
      path: {
        type: 'string',
        title: 'Directory',
        description: 'Directory to open; relative to where the server puts the user. spec.requires.path wins.',
        pattern: '^[^\\u0000-\\u001f\\u007f]+$',
        maxLength: 4096,
        default: '.',
        examples: ['/upload'],
      },
      algorithms: {
        type: 'object',
        title: 'Algorithms',
        description: 'Offer these algorithms only, best first. Needed for old servers, or where a policy forbids some.',
        additionalProperties: false,
        properties: {
          kex: list('Key exchange', [
            'curve25519-sha256',
            'curve25519-sha256@libssh.org',
            'ecdh-sha2-nistp256',
            'ecdh-sha2-nistp384',
            'ecdh-sha2-nistp521',
            'diffie-hellman-group-exchange-sha256',
            'diffie-hellman-group14-sha256',
            'diffie-hellman-group15-sha512',
            'diffie-hellman-group16-sha512',
            'diffie-hellman-group17-sha512',
            'diffie-hellman-group18-sha512',
            'diffie-hellman-group-exchange-sha1',
            'diffie-hellman-group14-sha1',
            'diffie-hellman-group1-sha1',
          ]),
          hostKey: list('Host key', [
            'ssh-ed25519',
            'ecdsa-sha2-nistp256',
            'ecdsa-sha2-nistp384',
            'ecdsa-sha2-nistp521',
            'rsa-sha2-512',
            'rsa-sha2-256',
            'ssh-rsa',
          ]),
          cipher: list('Cipher', [
            'aes128-gcm@openssh.com',
            'aes256-gcm@openssh.com',
            'aes128-ctr',
            'aes192-ctr',
            'aes256-ctr',
            'chacha20-poly1305@openssh.com',
            'aes256-cbc',
            'aes192-cbc',
            'aes128-cbc',
            '3des-cbc',
          ]),
          mac: list('MAC', [
            'hmac-sha2-256-etm@openssh.com',
            'hmac-sha2-512-etm@openssh.com',
            'hmac-sha1-etm@openssh.com',
            'hmac-sha2-256',
            'hmac-sha2-512',
            'hmac-sha1',
          ]),
        },
        examples: [{ kex: ['diffie-hellman-group14-sha1'] }],
      },
    },
  },
  methods: [
    {
      name: 'password',
      title: 'Password',
      description:
        'User name and password. It is also the answer where the server asks for it as its one hidden question (keyboard-interactive).',
      secret: {
        type: 'object',
        required: ['username', 'password'],
        properties: {
          username,
          password: {
            type: 'string',
            title: 'Password',
            description: 'Password of the account.',
            minLength: 1,
            maxLength: 1024,
            writeOnly: true,
            examples: ['correct horse battery staple'],
          },
        },
      },
      auth: { none: {} },
    },
    {
      name: 'private-key',
      title: 'Private key',
      description: 'A key whose public half is in authorized_keys of the account.',
      secret: {
        type: 'object',
        required: ['username', 'privateKey'],
        properties: {
          username,
          privateKey: {
            type: 'string',
            title: 'Private key',
            description:
              'The whole file: OpenSSH, PKCS#1, SEC1 or PKCS#8 (PEM). Convert a key of PuTTY with `puttygen key.ppk -O private-openssh -o key`.',
            minLength: 1,
            maxLength: 65536,
            writeOnly: true,
            examples: ['-----BEGIN OPENSSH PRIVATE KEY-----\n...\n-----END OPENSSH PRIVATE KEY-----\n'],
          },
          passphrase: {
            type: 'string',
            title: 'Passphrase',
            description: 'Where the key is encrypted.',
            maxLength: 1024,
            writeOnly: true,
            examples: ['open sesame'],
          },
        },
      },
      auth: { none: {} },
    },
  ],
  hosts: ['{{config.host}}:{{config.port}}'],
} satisfies PlatformSpec;

function list(title: string, names: string[]) {
  return {
    type: 'array',
    title,
    description: `${title} algorithms to offer.`,
    minItems: 1,
    maxItems: 32,
    items: { type: 'string', enum: names },
    examples: [[names[0]]],
  };
}
