import type { PlatformSpec } from '../platform.ts';

/** Sources: [MS-SMB2], [MS-NLMP], [MS-ERREF]; smbclient(1) of Samba 4.17; what the driver makes of replies is in drivers/smb. */
export const smb = {
  title: 'Windows file share (SMB)',
  aliases: ['Network File System', 'network file share', 'Windows file share', 'SMB', 'CIFS', 'Samba'],
  category: 'FileProtocol',
  documentation: 'https://learn.microsoft.com/openspecs/windows_protocols/ms-smb2',
  driver: 'smb',
  config: {
    type: 'object',
    required: ['host', 'share'],
    properties: {
      host: {
        type: 'string',
        title: 'Host',
        description:
          'Name or IP address of the server: of `\\\\files\\data\\2026` it is `files`. An IPv6 address may stand in brackets or not.',
        minLength: 1,
        maxLength: 253,
        examples: ['files.example.com'],
      },
      share: {
        type: 'string',
        title: 'Share',
        description: 'Share on the server: of `\\\\files\\data\\2026` it is `data`.',
        minLength: 1,
        maxLength: 80,
        pattern: '^[^\\u0000-\\u001f\\u007f]+$',
        examples: ['data'],
      },
      path: {
        type: 'string',
        title: 'Folder',
        description: 'Folder below the share, with either slash; without it the share itself. spec.requires.path wins.',
        pattern: '^[^\\u0000-\\u001f\\u007f]+$',
        maxLength: 1024,
        examples: ['2026/invoices'],
      },
      domain: {
        type: 'string',
        title: 'Domain',
        description:
          'Domain of the user, by its short or its long name. It may stand in the user name instead (`DOMAIN\\user` or `user@domain`); a user of the server itself has none.',
        pattern: '^[^\\u0000-\\u001f\\u007f\\\\/@%"]+$',
        maxLength: 255,
        examples: ['CORP'],
      },
      port: {
        type: 'integer',
        title: 'Port',
        description: 'TCP port.',
        minimum: 1,
        maximum: 65535,
        default: 445,
        examples: [445],
      },
      minDialect: {
        type: 'string',
        title: 'Lowest dialect',
        description: 'Oldest dialect of SMB that is spoken; SMB 1 never is.',
        enum: ['2.0.2', '2.1', '3.0', '3.0.2', '3.1.1'],
        default: '2.0.2',
        examples: ['3.1.1'],
      },
      encryption: {
        type: 'string',
        title: 'Encryption',
        description:
          'IfRequired encrypts where the server asks for it. Required always does, and refuses a server that cannot. Every message is signed in either case.',
        enum: ['IfRequired', 'Required'],
        default: 'IfRequired',
        examples: ['Required'],
      },
    },
  },
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description: 'NTLMv2 with user name and password; older forms and Kerberos are not used.',
      secret: {
        type: 'object',
        required: ['username', 'password'],
        properties: {
          username: {
            type: 'string',
            title: 'User name',
            description: 'As `user`, `DOMAIN\\user` or `user@domain`.',
            minLength: 1,
            maxLength: 255,
            pattern: '^[^\\u0000-\\u001f\\u007f]+$',
            examples: ['CORP\\svc-migration'],
          },
          password: {
            type: 'string',
            title: 'Password',
            description: 'Password of the account.',
            minLength: 1,
            maxLength: 512,
            pattern: '^[^\\u0000-\\u001f\\u007f]+$',
            writeOnly: true,
            examples: ['correct horse battery staple'],
          },
        },
      },
      auth: { none: {} },
    },
  ],
  hosts: ['{{config.host}}:{{config.port}}'],
} satisfies PlatformSpec;
