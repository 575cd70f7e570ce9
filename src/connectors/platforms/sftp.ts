import { algorithms } from '../drivers/sftp/algorithms.ts';
import { passphrase, password, privateKey, username } from '../drivers/sftp/secret-keys.ts';
import type { PlatformSpec } from '../platform.ts';

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
        description:
          'Name or IP address of the server, without scheme, port or path. An IPv6 address may stand in brackets or not.',
        minLength: 1,
        maxLength: 253,
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
          'Keys by which the server is known: lines as `ssh-keyscan` and known_hosts have them, or fingerprints as `ssh-keygen -lf` shows them. Any one that fits is enough; one of a line that begins with `@revoked` never does. The credential is sent to no other server.',
        maxItems: 32,
        items: { type: 'string', minLength: 1, maxLength: 8192 },
        examples: [['SHA256:uNiVztksCsDhcc0u9e8BrcJEXaMKJ2yzaxl2pQlA5PA']],
      },
      hostKeyPolicy: {
        type: 'string',
        title: 'Host key policy',
        description:
          'Pinned trusts the keys of hostKeys only. TrustOnFirstUse, where hostKeys is empty, trusts the key that the server showed at the first sign-in, whatever came of it; status.hostKey keeps it.',
        enum: ['Pinned', 'TrustOnFirstUse'],
        default: 'Pinned',
        examples: ['Pinned'],
      },
      path: {
        type: 'string',
        title: 'Directory',
        description:
          'Directory to open. A relative one begins where the server puts the user, and `.` is that place: the home directory. spec.requires.path wins.',
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
          kex: list('Key exchange', algorithms.kex),
          hostKey: list('Host key', algorithms.hostKey),
          cipher: list('Cipher', algorithms.cipher),
          mac: list('MAC', algorithms.mac),
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
          password,
        },
      },
      auth: { none: {} },
    },
    {
      name: 'private-key',
      title: 'Private key',
      description:
        'A key whose public half is in authorized_keys of the account. A certificate of an SSH authority (`…-cert.pub`) cannot be presented.',
      secret: {
        type: 'object',
        required: ['username', 'privateKey'],
        properties: {
          username,
          privateKey,
          passphrase,
        },
      },
      auth: { none: {} },
    },
    {
      name: 'private-key-and-password',
      title: 'Private key and password',
      description:
        'For servers that want both (AuthenticationMethods publickey,password): each is sent once, the second only after the first was taken. A server that is content with one of them is not sent the other.',
      secret: {
        type: 'object',
        required: ['username', 'privateKey', 'password'],
        properties: { username, privateKey, passphrase, password },
      },
      auth: { none: {} },
    },
  ],
  hosts: ['{{config.host}}:{{config.port}}'],
} satisfies PlatformSpec;

function list(title: string, names: readonly string[]) {
  return {
    type: 'array',
    title,
    description: `${title} algorithms to offer.`,
    minItems: 1,
    maxItems: 32,
    items: { type: 'string', enum: [...names] },
    examples: [[names[0]]],
  };
}
