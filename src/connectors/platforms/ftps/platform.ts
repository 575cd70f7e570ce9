import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { host, path } from '../shared/ftp/fields.ts';
import { asAnonymous, byPassword } from '../shared/ftp/methods.ts';
import { port } from '../shared/server/fields.ts';
import { clientCertificate } from './client-certificate.ts';

/** Sources: as ftp, and RFC 2228 and 4217. */
export const ftps = {
  title: 'FTPS',
  aliases: ['FTP over TLS', 'FTP over SSL', 'FTPES', 'explicit FTP over TLS', 'implicit FTP over TLS'],
  category: 'FileProtocol',
  documentation: 'https://www.rfc-editor.org/rfc/rfc4217',
  driver: 'ftp',
  config: {
    required: ['host'],
    properties: {
      host,
      port: port('Port', 'TCP port of the server. Default: 21, or 990 if `tls` is implicit.', 21),
      tls: text(
        'TLS',
        'When TLS begins. explicit, the default, connects without TLS and starts it (AUTH TLS) before anything else is sent. implicit connects with TLS, usually on port 990.',
        'explicit',
        { enum: ['explicit', 'implicit'], default: 'explicit' },
      ),
      path,
    },
  },
  methods: [byPassword, clientCertificate, asAnonymous],
  // The port depends on tls, and the driver goes to no other.
  hosts: ['{{config.host}}'],
} satisfies PlatformSpec;
