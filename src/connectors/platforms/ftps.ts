import type { PlatformSpec } from '../platform.ts';
import { asAnonymous, byPassword, ftpHost, ftpPassword, ftpPath, ftpUsername } from './ftp.ts';

/** Sources: as ftp, and RFC 2228 and 4217. */
export const ftps = {
  title: 'FTPS',
  aliases: ['FTP over TLS', 'FTP over SSL', 'FTPES', 'explicit FTP over TLS', 'implicit FTP over TLS'],
  category: 'FileProtocol',
  documentation: 'https://www.rfc-editor.org/rfc/rfc4217',
  driver: 'ftp',
  config: {
    type: 'object',
    required: ['host'],
    properties: {
      host: ftpHost,
      port: {
        type: 'integer',
        title: 'Port',
        description: 'TCP port: 21 where it is not set, 990 with tls: implicit.',
        minimum: 1,
        maximum: 65535,
        examples: [21],
      },
      tls: {
        type: 'string',
        title: 'TLS',
        description:
          'explicit begins without TLS and asks for it before anything else is said (AUTH TLS); implicit begins with TLS, mostly at port 990.',
        enum: ['explicit', 'implicit'],
        default: 'explicit',
        examples: ['explicit'],
      },
      path: ftpPath,
    },
  },
  methods: [
    byPassword,
    {
      name: 'client-certificate',
      title: 'Client certificate',
      description:
        'User name and a certificate that is shown in the TLS handshake; the password as well where the server asks for it.',
      secret: {
        type: 'object',
        required: ['username', 'certificate', 'privateKey'],
        properties: {
          username: ftpUsername,
          password: { ...ftpPassword, description: 'Where the server asks for it besides the certificate.' },
          certificate: {
            type: 'string',
            title: 'Certificate',
            description: 'The whole file (PEM), with the certificates between it and the authority behind it.',
            minLength: 1,
            maxLength: 65536,
            examples: ['-----BEGIN CERTIFICATE-----\n...\n-----END CERTIFICATE-----\n'],
          },
          privateKey: {
            type: 'string',
            title: 'Private key',
            description: 'Key of the certificate: PKCS#8, PKCS#1 or SEC1 (PEM).',
            minLength: 1,
            maxLength: 65536,
            writeOnly: true,
            examples: ['-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n'],
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
    asAnonymous,
  ],
  // The port depends on tls, and the driver goes to no other.
  hosts: ['{{config.host}}'],
} satisfies PlatformSpec;
