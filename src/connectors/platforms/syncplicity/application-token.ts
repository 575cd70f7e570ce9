import type { PlatformMethod, PlatformRow } from '../../../api/platform.gen.ts';
import { secret, text, token } from '../shared/field.ts';

/** Axway-Syncplicity/Syncplicity-Python-CLI-Sample AuthenticationClass.py: what is not 200 is a failed sign-in. */
const tokenReplies: PlatformRow[] = [
  // unverified: the name of the error for a wrong key, secret or application token.
  {
    when: 'status in [400, 401] && json.error == "invalid_client"',
    outcome: 'CredentialsRejected',
    causes: ['`appKey`, `appSecret` or `applicationToken` is wrong'],
  },
  {
    when: 'status in [400, 401, 403]',
    outcome: 'AccessRefused',
    causes: [
      '`appKey` or `appSecret` is wrong',
      '`applicationToken` is wrong or was revoked',
      'the user of the application token is not allowed to sign in',
    ],
  },
  { when: 'status >= 300 && status < 500 && !(status in [408, 425, 429])', outcome: 'UnexpectedReply' },
];

export const applicationToken: PlatformMethod = {
  name: 'application-token',
  title: 'Application token',
  description:
    'Create an app in the developer portal with the scope Read/Write, then an application token for the user to act as. To act for other users, another administrator must grant that user the privilege "access content on behalf of managed users".',
  secret: {
    required: ['appKey', 'appSecret', 'applicationToken'],
    properties: {
      appKey: text('App key', 'App key of the app.', '01234567-89ab-cdef-0123-456789abcdef', token),
      appSecret: secret('App secret', 'App secret of the app.', 'your-app-secret'),
      applicationToken: secret(
        'Application token',
        'Application token of the user to act as.',
        'your-application-token',
        token,
      ),
      machineToken: secret(
        'Machine token',
        'Machine token of the user. Set it if the company uses Storage Vault Authentication (SVA).',
        'your-machine-token',
        token,
      ),
    },
  },
  signIn: [
    {
      oauth2: {
        grant: 'client_credentials',
        tokenUrl: 'https://{{host}}/oauth/token',
        clientId: '{{secret.appKey}}',
        clientSecret: '{{secret.appSecret}}',
        headers: { 'Sync-App-Token': '{{secret.applicationToken}}', 'Sync-Machine-Token': '{{secret.machineToken}}' },
      },
      replies: tokenReplies,
      set: { userId: 'json.user_id', companyId: 'json.user_company_id' },
      expect: [
        {
          setting: 'companyId',
          is: 'json.user_company_id',
          ignoreCase: true,
          causes: ['the application token belongs to a user of another company than `spec.config.companyId`'],
        },
      ],
    },
  ],
  credential: { bearer: '{{token.access}}' },
};
