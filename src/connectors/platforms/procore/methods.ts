import type { PlatformMethod } from '../../platform.ts';
import { rotatingRefreshToken, secret, text } from '../shared/field.ts';
import { invalidClient, refreshReplies } from './replies.ts';

const clientKeys = {
  clientId: text('Client ID', 'Client ID of the app (Developer Portal, OAuth Credentials).', 'a1b2c3d4'),
  clientSecret: secret(
    'Client Secret',
    'Client secret of the app (Developer Portal, OAuth Credentials).',
    'your-client-secret',
  ),
};
const client = {
  tokenUrl: 'https://{{login}}/oauth/token',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
} as const;
const credential = { bearer: '{{token.access}}' };

export const methods: PlatformMethod[] = [
  {
    name: 'client-credentials',
    title: 'Service account',
    description:
      'Create a data connection app with a developer managed service account (DMSA). An administrator installs it in the company and permits its projects. It needs the tool Documents for its permissions to be checked.',
    secret: { required: ['clientId', 'clientSecret'], properties: clientKeys },
    config: { properties: { redirectUri: false } },
    signIn: [{ oauth2: { grant: 'client_credentials', ...client }, replies: invalidClient }],
    credential,
  },
  {
    name: 'oauth-refresh',
    title: 'User with a refresh token',
    description:
      'Install an app in the company, and obtain a refresh token of a user. The token works once and each test replaces it, so do not use it elsewhere.',
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        ...clientKeys,
        refreshToken: rotatingRefreshToken,
      },
    },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          ...client,
          refreshToken: '{{secret.refreshToken}}',
          form: { redirect_uri: '{{config.redirectUri}}' },
        },
        replies: refreshReplies,
      },
    ],
    interactive: {
      authorizeUrl: 'https://{{login}}/oauth/authorize',
      pkce: 'none',
      redirect: { kind: 'copy', uri: 'urn:ietf:wg:oauth:2.0:oob' },
      fills: { 'secret.refreshToken': 'json.refresh_token', 'config.redirectUri': 'redirectUri' },
    },
    credential,
  },
];
