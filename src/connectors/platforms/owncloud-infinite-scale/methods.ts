import type { PlatformMethod } from '../../../api/platform.gen.ts';
import { secret, text, token, username } from '../shared/field.ts';

const appToken: PlatformMethod = {
  name: 'app-token',
  title: 'App token',
  description:
    'An administrator runs the service auth-app with PROXY_ENABLE_APP_AUTH=true, which is off by default. Then create a token for the account (Settings, or ocis auth-app create). The token has its own expiry date, and stays valid if the account is disabled at an external identity provider.',
  secret: {
    required: ['username', 'appToken'],
    properties: { username, appToken: secret('App token', 'App token of the account.', 'your-app-token') },
  },
  config: { properties: { issuer: false } },
  credential: { basic: { username: '{{secret.username}}', password: '{{secret.appToken}}' } },
};

const oidcRefresh: PlatformMethod = {
  name: 'oidc-refresh',
  title: 'OpenID Connect, with a refresh token',
  description:
    'Register a client with the OpenID provider of the server, with the scope offline_access. Then obtain a refresh token of the user. If a test gets a new refresh token, the operator stores it.',
  secret: {
    required: ['clientId', 'clientSecret', 'refreshToken'],
    properties: {
      clientId: text('Client ID', 'Client ID at the OpenID provider.', 'migration', token),
      clientSecret: secret('Client secret', 'Client secret at the OpenID provider.', 'your-client-secret'),
      refreshToken: secret(
        'Refresh token',
        'Refresh token that the sign-in of the account or the last refresh issued.',
        'your-refresh-token',
        token,
      ),
    },
  },
  signIn: [
    {
      name: 'provider',
      request: { url: '{{issuer}}/.well-known/openid-configuration' },
      set: { tokenUrl: 'json.token_endpoint' },
    },
    {
      oauth2: {
        grant: 'refresh_token',
        tokenUrl: '{{provider.tokenUrl}}',
        clientId: '{{secret.clientId}}',
        clientSecret: '{{secret.clientSecret}}',
        refreshToken: '{{secret.refreshToken}}',
      },
      replies: [
        {
          when: 'json.error == "invalid_grant"',
          outcome: 'AccessRefused',
          causes: [
            'the refresh token has expired, was revoked or has been used already',
            'the refresh token was issued to another client than `clientId`',
            'the account is disabled',
          ],
          fix: 'Sign in again as the account and put the new refresh token into the Secret.',
        },
      ],
    },
  ],
  interactive: {
    discoveryUrl: '{{issuer}}/.well-known/openid-configuration',
    scope: { value: 'openid profile email offline_access' },
    redirect: { host: '127.0.0.1', port: 'any' },
  },
  credential: { bearer: '{{token.access}}' },
};

export const methods: PlatformMethod[] = [appToken, oidcRefresh];
