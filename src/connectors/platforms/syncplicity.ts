import type { PlatformReply, PlatformSpec } from '../platform.ts';
import { secret, text, token } from './field.ts';

const guid = { pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' };

/** Axway-Syncplicity/Syncplicity-Python-CLI-Sample AuthenticationClass.py: what is not 200 is a failed sign-in. */
const tokenReplies: PlatformReply[] = [
  {
    when: 'status == 200 && has(json.access_token) && !(has(json.user_id) && has(json.user_company_id))',
    outcome: 'UnexpectedReply',
  },
  {
    when: 'status == 200 && has(config.companyId) && json.user_company_id.lowerAscii() != config.companyId.lowerAscii()',
    outcome: 'IdentityMismatch',
    causes: ['the application token belongs to a user of another company than companyId'],
  },
  // unverified: the name of the error for a wrong key, secret or application token.
  {
    when: 'status in [400, 401] && json.error == "invalid_client"',
    outcome: 'CredentialsRejected',
    causes: ['appKey, appSecret or applicationToken is wrong'],
  },
  {
    when: 'status in [400, 401, 403]',
    outcome: 'AccessRefused',
    causes: [
      'appKey or appSecret is wrong',
      'applicationToken is wrong or was withdrawn',
      'the user behind the application token cannot be used',
    ],
  },
  { when: 'status >= 300 && status < 500 && !(status in [408, 425, 429])', outcome: 'UnexpectedReply' },
];

export const syncplicity = {
  title: 'Syncplicity',
  category: 'FileSharing',
  documentation: 'https://support.syncplicity.com/hc/en-us/articles/115005456983-Authentication-Flows',
  config: {
    properties: {
      region: text('Region', 'Where the company is.', 'us', { enum: ['us', 'eu'], default: 'us' }),
      companyId: text(
        'Company ID',
        'The company that the account must belong to.',
        '01234567-89ab-cdef-0123-456789abcdef',
        guid,
      ),
    },
  },
  hosts: ['{{values.host}}'],
  methods: [
    {
      name: 'application-token',
      title: 'Application token',
      description:
        'Create an app in the developer portal with the scope Read/Write, then an application token for the user to act as. To work for other users, another administrator must grant that user the privilege "access content on behalf of managed users".',
      secret: {
        required: ['appKey', 'appSecret', 'applicationToken'],
        properties: {
          appKey: text('App key', 'Of the app.', '01234567-89ab-cdef-0123-456789abcdef', token),
          appSecret: secret('App secret', 'Of the app.', 'your-app-secret'),
          applicationToken: secret('Application token', 'Of the user.', 'your-application-token', token),
          machineToken: secret(
            'Machine token',
            'Where a Storage Vault with authentication (SVA) is used.',
            'your-machine-token',
            token,
          ),
        },
      },
      auth: {
        oauth2: {
          tokenUrl: 'https://{{values.host}}/oauth/token',
          clientId: '{{secret.appKey}}',
          clientSecret: '{{secret.appSecret}}',
          headers: { 'Sync-App-Token': '{{secret.applicationToken}}', 'Sync-Machine-Token': '{{secret.machineToken}}' },
          values: { userId: 'json.user_id', companyId: 'json.user_company_id' },
          replies: tokenReplies,
        },
      },
    },
  ],
  http: {
    values: { host: 'config.region == "eu" ? "api.eu.syncplicity.com" : "api.syncplicity.com"' },
    test: {
      url: 'https://{{values.host}}/provisioning/user.svc/{{session.userId}}',
      query: { include: 'all_users' },
      headers: { AppKey: '{{secret.appKey}}' },
    },
    account: {
      id: 'session.userId',
      // unverified: the names are those that users.svc takes (UserAPIsClass.py of the vendor's sample).
      name: 'json.FirstName + " " + json.LastName',
      email: 'json.EmailAddress',
      tenant: 'session.companyId',
    },
    // The token reply is the proof; who may not read the record is known all the same.
    identity: 'session.userId != "" && session.companyId != "" && (status == 403 || json.EmailAddress != "")',
    replies: [
      {
        // unverified: the status for a user without the privilege.
        when: 'status == 403',
        outcome: 'PermissionDenied',
        causes: ['the user of the application token lacks the administrator privilege to read accounts'],
      },
    ],
  },
} satisfies PlatformSpec;
