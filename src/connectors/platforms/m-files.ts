import type { PlatformReply, PlatformSpec } from '../platform.ts';
import { password, text } from './field.ts';

const rest = '{{config.url}}/REST';
const readOnly = 'json.LicenseAllowsModifications == false || json.isReadOnlyLicense == true';

/** WebServiceError of developer.m-files.com; its ErrorCode is wrong, says the vendor, and its 403 has several meanings. */
const replies: PlatformReply[] = [
  {
    when: 'status == 403 && json.IsLoggedToApplication == false && json.Exception.Name == "UnauthorizedAccessException"',
    outcome: 'CredentialsRejected',
    causes: ['username or password is wrong', 'the account is disabled', 'there is no licence for it'],
  },
  {
    when: 'status == 403 && json.IsLoggedToApplication == true && json.IsLoggedToVault == false',
    outcome: 'PermissionDenied',
    causes: ['the account may not open the vault in vaultGuid'],
  },
  // unverified: 401, which the vendor does not name.
  { when: 'status == 401 || status == 403', outcome: 'UnexpectedReply' },
];

export const mFiles = {
  title: 'M-Files',
  category: 'ContentManagement',
  documentation: 'https://developer.m-files.com/APIs/REST-API/Authentication/',
  config: {
    required: ['url', 'vaultGuid'],
    properties: {
      url: text('Address', 'Root of M-Files Web, without /REST.', 'https://mfiles.example.com', {
        pattern: '^https?://[^\\s]+$',
      }),
      vaultGuid: text('Vault', 'GUID of the vault, with braces.', '{C840BE1A-5B47-4AC0-8EF7-835C166C8E24}', {
        pattern: '^\\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\}$',
      }),
      windowsUser: {
        type: 'boolean',
        default: false,
        title: 'Windows account',
        description: 'Sign in with a Windows account instead of an M-Files account.',
        examples: [true],
      },
      domain: text('Windows domain', 'Domain of the Windows account.', 'CORP'),
    },
  },
  hosts: ['{{config.url}}'],
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description:
        'A login account on the M-Files server and a user of the vault that is mapped to it, with a licence. The password is sent once a test; the session is ended.',
      secret: {
        required: ['username', 'password'],
        properties: { username: text('User name', 'Without the domain.', 'svc-migration'), password },
      },
      auth: {
        session: {
          login: {
            method: 'POST',
            url: `${rest}/server/authenticationtokens`,
            json: {
              Username: '{{secret.username}}',
              Password: '{{secret.password}}',
              Domain: '{{config.domain}}',
              WindowsUser: '{{config.windowsUser}}',
              VaultGuid: '{{config.vaultGuid}}',
              // Without it the session cannot be ended.
              SessionID: '{{session.nonce}}',
            },
          },
          replies,
          // A token comes whether or not the login succeeded: only what is asked with it tells.
          values: {
            token: 'json.Value',
            // M-Files Cloud has several servers, and a token is good at one: its first cookie leads back there.
            cookie: '"set-cookie" in headers ? headers["set-cookie"].split(";")[0] : "none=1"',
          },
          headers: { 'X-Authentication': '{{session.token}}', Cookie: '{{session.cookie}}' },
          logout: { method: 'DELETE', url: `${rest}/session` },
        },
      },
    },
  ],
  http: {
    test: { url: `${rest}/session` },
    account: { id: 'json.UserID', name: 'json.AccountName' },
    identity: 'json.UserID > 0 && json.AccountName != ""',
    administrator: 'json.IsAdminUser == true || json.HasFullControlOfVault == true',
    replies,
    access: [
      {
        // The licence is told, and whether objects may be made; the rest depends on the object.
        grants: {
          write: `${readOnly} ? false : json.CanCreateobjects`,
          update: `${readOnly} ? false : null`,
          delete: `${readOnly} ? false : null`,
        },
      },
      {
        request: { url: `${rest}/session/vault` },
        account: { tenant: 'json.Name + " (" + json.GUID + ")"' },
        replies: [
          {
            when: 'status == 200 && json.GUID.lowerAscii().replace("{", "").replace("}", "") != config.vaultGuid.lowerAscii().replace("{", "").replace("}", "")',
            outcome: 'IdentityMismatch',
            causes: ['the session is one of another vault than vaultGuid'],
          },
          ...replies,
        ],
      },
    ],
  },
} satisfies PlatformSpec;
