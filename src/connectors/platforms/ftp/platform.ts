import type { PlatformSpec } from '../../platform.ts';
import { host, path } from '../shared/ftp/fields.ts';
import { asAnonymous, byPassword } from '../shared/ftp/methods.ts';
import { port } from '../shared/server/fields.ts';

/** Sources: RFC 959, 1635, 2428 and 3659; what the driver makes of replies is in drivers/ftp. */
export const ftp = {
  title: 'FTP',
  aliases: ['File Transfer Protocol', 'vsftpd', 'ProFTPD', 'Pure-FTPd', 'FileZilla Server'],
  category: 'FileProtocol',
  documentation: 'https://www.rfc-editor.org/rfc/rfc959',
  driver: 'ftp',
  config: {
    required: ['host'],
    properties: {
      host,
      port: port('Port', 'TCP port of the server. Default: 21.', 21, { default: 21 }),
      path,
      allowInsecure: {
        type: 'boolean',
        title: 'Allow insecure',
        description:
          'Must be true, because FTP without TLS sends the password and all files unencrypted. Use platform ftps if the server supports TLS. Default: false.',
        default: false,
        examples: [true],
      },
    },
  },
  methods: [byPassword, asAnonymous],
  hosts: ['{{config.host}}:{{config.port}}'],
} satisfies PlatformSpec;
