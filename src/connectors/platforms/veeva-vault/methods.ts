import type { PlatformMethod } from '../../platform.ts';
import { password, secret, text, shownUsername } from '../shared/field.ts';
import { exchangeReplies, providerReplies } from './replies.ts';

export const api = 'https://{{config.vaultDns}}/api/{{config.apiVersion}}';

const session = {
  set: {
    id: 'json.sessionId',
    vaultId: 'json.vaultId',
    vaultHost: 'vault.url.host().lowerAscii()',
    vaultName: 'orElse(vault.name, string(json.vaultId))',
  },
  facts: { identified: 'successful' },
};
const bySession = { headers: { Authorization: '{{session.id}}' } };
const signOut: PlatformMethod['signOut'] = [{ request: { method: 'DELETE', url: `${api}/session` } }];

export const methods: PlatformMethod[] = [
  {
    name: 'password',
    title: 'User name and password',
    description:
      'Create a user of the vault whose permission set has API access (Admin, Users & Groups, Permission Sets, Application, API). The password is sent once a test, and the session is ended.',
    secret: { required: ['username', 'password'], properties: { username: shownUsername, password } },
    config: { properties: { oauthProfileId: false, tokenUrl: false, scope: false } },
    signIn: [
      {
        name: 'session',
        request: {
          method: 'POST',
          url: `${api}/auth`,
          form: { username: '{{secret.username}}', password: '{{secret.password}}', vaultDNS: '{{config.vaultDns}}' },
        },
        replies: [{ table: 'login' }],
        ...session,
      },
    ],
    credential: bySession,
    signOut,
  },
  {
    name: 'oauth',
    title: 'OAuth 2.0 / OpenID Connect',
    description:
      'Register an application with the client credentials grant at the identity provider. In Vault create an OAuth 2.0 profile that lists its client ID (Admin, Settings, OAuth 2.0 / OpenID Connect Profiles), and a user with API access whose federated ID is the one in the token.',
    secret: {
      required: ['clientId', 'clientSecret'],
      properties: {
        clientId: text('Client ID', 'Client ID of the application at the identity provider.', 'a1b2c3d4'),
        clientSecret: secret('Client secret', 'Client secret of the same application.', 'your-client-secret'),
      },
    },
    config: { required: ['oauthProfileId', 'tokenUrl'] },
    signIn: [
      {
        oauth2: {
          grant: 'client_credentials',
          tokenUrl: '{{config.tokenUrl}}',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          scope: '{{config.scope}}',
        },
        replies: providerReplies,
      },
      {
        name: 'session',
        request: {
          method: 'POST',
          url: 'https://login.veevavault.com/auth/oauth/session/{{config.oauthProfileId}}',
          headers: { Authorization: 'Bearer {{token.access}}' },
          form: { vaultDNS: '{{config.vaultDns}}', client_id: '{{secret.clientId}}' },
        },
        replies: exchangeReplies,
        ...session,
      },
    ],
    credential: bySession,
    signOut,
  },
];
