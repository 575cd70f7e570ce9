import type { PlatformSpec } from '../platform.ts';

/** Settings and methods that FTP has with and without TLS. */
export const ftpHost = {
  type: 'string',
  title: 'Host',
  description: 'Name or IP address of the server, without scheme, port or path.',
  minLength: 1,
  maxLength: 300,
  examples: ['ftp.example.com'],
};

export const ftpPath = {
  type: 'string',
  title: 'Directory',
  description:
    'Directory to look at; relative to where the server puts the user, which is also where it looks when none is given. spec.requires.path wins.',
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
  maxLength: 4096,
  examples: ['/upload'],
};

export const ftpUsername = {
  type: 'string',
  title: 'User name',
  description: 'Account on the server.',
  minLength: 1,
  maxLength: 255,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
  examples: ['svc-migration'],
};

export const ftpPassword = {
  type: 'string',
  title: 'Password',
  description: 'Password of the account.',
  minLength: 1,
  maxLength: 1024,
  pattern: '^[^\\u0000\\r\\n]+$',
  writeOnly: true,
  examples: ['correct horse battery staple'],
};

export const byPassword = {
  name: 'password',
  title: 'Password',
  description: 'User name and password.',
  secret: {
    type: 'object',
    required: ['username', 'password'],
    properties: { username: ftpUsername, password: ftpPassword },
  },
  auth: { none: {} },
};

export const asAnonymous = {
  name: 'anonymous',
  byNameOnly: true,
  title: 'Anonymous',
  description: 'As nobody in particular, where the server lets everyone in. It has to be named in spec.method.',
  secret: { type: 'object', properties: {} },
  auth: { none: {} },
};

/** Sources: RFC 959, 1635, 2428 and 3659; what the driver makes of replies is in drivers/ftp. */
export const ftp = {
  title: 'FTP',
  aliases: ['File Transfer Protocol', 'vsftpd', 'ProFTPD', 'Pure-FTPd', 'FileZilla Server'],
  category: 'FileProtocol',
  documentation: 'https://www.rfc-editor.org/rfc/rfc959',
  driver: 'ftp',
  config: {
    type: 'object',
    required: ['host'],
    properties: {
      host: ftpHost,
      port: {
        type: 'integer',
        title: 'Port',
        description: 'TCP port.',
        minimum: 1,
        maximum: 65535,
        default: 21,
        examples: [21],
      },
      path: ftpPath,
      allowInsecure: {
        type: 'boolean',
        title: 'Allow insecure',
        description:
          'Must be true: FTP without TLS sends the password, and all files, where anyone on the way can read them. Use platform ftps where the server can do TLS.',
        default: false,
        examples: [true],
      },
    },
  },
  methods: [byPassword, asAnonymous],
  hosts: ['{{config.host}}:{{config.port}}'],
} satisfies PlatformSpec;
