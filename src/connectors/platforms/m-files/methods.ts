import type { PlatformMethod } from '../../platform.ts';
import { password, text, visible } from '../shared/field.ts';

export const rest = '{{config.url}}/REST';

export const methods: PlatformMethod[] = [
  {
    name: 'password',
    title: 'User name and password',
    description:
      'Create a login account on the M-Files server and a user of the vault that is mapped to it, with a license. The password is sent once a test, and the session is ended.',
    secret: {
      required: ['username', 'password'],
      properties: {
        username: text('User name', 'Name of the account, without its domain.', 'svc-migration', visible),
        password,
      },
    },
    signIn: [
      {
        name: 'session',
        request: {
          method: 'POST',
          url: `${rest}/server/authenticationtokens`,
          json: {
            Username: '{{secret.username}}',
            Password: '{{secret.password}}',
            Domain: '{{config.domain}}',
            WindowsUser: '{{config.windowsUser}}',
            VaultGuid: '{{config.vaultGuid}}',
            // Without it the session cannot be ended.
            SessionID: '{{test.id}}',
          },
        },
        replies: [{ table: 'webService' }],
        // A token comes whether or not the login succeeded: only what is asked with it tells.
        set: {
          token: 'json.Value',
          // M-Files Cloud has several servers, and a token is good at one: the cookie leads back there.
          cookie: 'size(cookies) > 0 ? cookieHeader(cookies, "") : "none=1"',
        },
      },
    ],
    credential: { headers: { 'X-Authentication': '{{session.token}}', Cookie: '{{session.cookie}}' } },
    signOut: [{ request: { method: 'DELETE', url: `${rest}/session` } }],
  },
];
