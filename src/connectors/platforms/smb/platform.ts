import type { PlatformSpec } from '../../platform.ts';
import { secret, text, visible } from '../shared/field.ts';
import { line, port } from '../shared/server/fields.ts';

/** Sources: [MS-SMB2], [MS-NLMP], [MS-ERREF]; smbclient(1) of Samba 4.17; what the driver makes of replies is in drivers/smb. */
export const smb = {
  title: 'Windows file share (SMB)',
  aliases: ['Network File System', 'network file share', 'Windows file share', 'SMB', 'CIFS', 'Samba'],
  category: 'FileProtocol',
  documentation: 'https://learn.microsoft.com/openspecs/windows_protocols/ms-smb2',
  driver: 'smb',
  config: {
    required: ['host', 'share'],
    properties: {
      host: text(
        'Host',
        'Host name or IP address of the server: `files` in `\\\\files\\data\\2026`. An IPv6 address may be in brackets.',
        'files.example.com',
        { maxLength: 253 },
      ),
      share: text('Share', 'Name of the share on the server: `data` in `\\\\files\\data\\2026`.', 'data', {
        ...line,
        maxLength: 80,
      }),
      path: text(
        'Folder',
        'Folder in the share, with slashes or backslashes. Default: the share itself. `spec.requires.path` takes precedence.',
        '2026/invoices',
        { ...line, maxLength: 1024 },
      ),
      domain: text(
        'Domain',
        'Windows domain of the user, by its short name or its DNS name. Leave it out if the user name contains the domain (`DOMAIN\\user` or `user@domain`), and for a local user of the server.',
        'CORP',
        { pattern: '^[^\\u0000-\\u001f\\u007f\\\\/@%"]+$', maxLength: 255 },
      ),
      port: port('Port', 'TCP port of the server. Default: 445.', 445, { default: 445 }),
      minDialect: text(
        'Lowest dialect',
        'Oldest dialect of SMB that the operator accepts. Default: 2.0.2. SMB 1 is never used.',
        '3.1.1',
        { enum: ['2.0.2', '2.1', '3.0', '3.0.2', '3.1.1'], default: '2.0.2' },
      ),
      encryption: text(
        'Encryption',
        'Whether messages are encrypted. IfRequired, the default, encrypts if the server requires it. Required always encrypts, and refuses a server that cannot. Every message is signed in both cases.',
        'Required',
        { enum: ['IfRequired', 'Required'], default: 'IfRequired' },
      ),
    },
  },
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description:
        'Use the user name and the password of an account that may open the share. The operator signs in with NTLMv2; it uses neither older versions of NTLM nor Kerberos.',
      secret: {
        required: ['username', 'password'],
        properties: {
          username: text(
            'User name',
            'User name of the account: `user`, `DOMAIN\\user` or `user@domain`.',
            'CORP\\svc-migration',
            { ...line, ...visible, maxLength: 255 },
          ),
          password: secret('Password', 'Password of the account.', 'correct horse battery staple', {
            ...line,
            maxLength: 512,
          }),
        },
      },
      credential: { none: {} },
    },
  ],
  hosts: ['{{config.host}}:{{config.port}}'],
} satisfies PlatformSpec;
