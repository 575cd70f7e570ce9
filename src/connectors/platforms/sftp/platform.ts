import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { line, port } from '../shared/server/fields.ts';
import { algorithmFields } from './algorithms.ts';
import { methods } from './methods.ts';

/** Sources: RFC 4252 and 4253, OpenSSH's sshd(8); what the driver makes of replies is in drivers/sftp. */
export const sftp = {
  title: 'SFTP',
  aliases: ['SSH File Transfer Protocol', 'SSH', 'OpenSSH'],
  category: 'FileProtocol',
  documentation: 'https://man.openbsd.org/sshd',
  driver: 'sftp',
  config: {
    required: ['host'],
    properties: {
      host: text(
        'Host',
        'Host name or IP address of the server, without scheme, port or path. An IPv6 address may be in brackets.',
        'sftp.example.com',
        { maxLength: 253 },
      ),
      port: port('Port', 'TCP port of the server. Default: 22.', 22, { default: 22 }),
      hostKeys: {
        type: 'array',
        title: 'Host keys',
        description:
          'Host keys of the server: lines of `ssh-keyscan` or known_hosts, or fingerprints of `ssh-keygen -lf`. One match is enough; a key in a line that begins with `@revoked` never matches. The credential is sent to no other server.',
        maxItems: 32,
        items: { type: 'string', minLength: 1, maxLength: 8192 },
        examples: [['SHA256:uNiVztksCsDhcc0u9e8BrcJEXaMKJ2yzaxl2pQlA5PA']],
      },
      hostKeyPolicy: text(
        'Host key policy',
        'Which host keys are trusted. Pinned, the default, trusts only those in `hostKeys`. If `hostKeys` is empty, TrustOnFirstUse trusts the key that the server shows at the first sign-in, even if that sign-in fails; `status.hostKey` keeps it.',
        'Pinned',
        { enum: ['Pinned', 'TrustOnFirstUse'], default: 'Pinned' },
      ),
      path: text(
        'Directory',
        'Directory to list. A relative path begins in the directory that the server gives the user. Default: `.`, the home directory. `spec.requires.path` takes precedence.',
        '/upload',
        { ...line, maxLength: 4096, default: '.' },
      ),
      algorithms: algorithmFields,
    },
  },
  methods,
  hosts: ['{{config.host}}:{{config.port}}'],
} satisfies PlatformSpec;
