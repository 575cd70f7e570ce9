import type { PlatformMethod, PlatformStep } from '../../../api/platform.gen.ts';
import { password, secret, text, token, username } from '../shared/field.ts';
import { passwordReplies, refreshReplies } from './replies.ts';

const client = {
  clientId: text('Client ID', 'Client ID of the API key.', 'a1b2c3d4e5f6g7h8', token),
  clientSecret: secret('Client secret', 'Client secret of the API key.', 'your-client-secret'),
};

const clientOfKey = {
  tokenUrl: 'https://{{config.subdomain}}.{{config.controlPlane}}/oauth/token',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
} as const;

/** https://api.sharefile.com/gettingstarted/oauth2password: the response names the account, and the host of its API. */
const account: Pick<PlatformStep, 'set' | 'expect'> = {
  set: { subdomain: 'json.subdomain', apicp: 'json.apicp.contains(".") ? json.apicp : null' },
  expect: [
    {
      setting: 'subdomain',
      is: 'json.subdomain',
      ignoreCase: true,
      causes: [
        'the credential belongs to another account than `spec.config.subdomain`, because a user name can exist in several',
      ],
    },
  ],
};

export const methods: PlatformMethod[] = [
  {
    name: 'password',
    title: 'User name and password',
    description:
      'Create an API key at api.sharefile.com. The user must not sign in by single sign-on. With two-factor sign-in, create an app-specific password for the user. The vendor recommends method oauth-refresh for production. The operator does not send a rejected password again.',
    secret: {
      required: ['clientId', 'clientSecret', 'username', 'password'],
      properties: { ...client, username, password },
    },
    signIn: [
      {
        oauth2: {
          grant: 'password',
          ...clientOfKey,
          username: '{{secret.username}}',
          password: '{{secret.password}}',
        },
        replies: passwordReplies,
        ...account,
      },
    ],
    credential: { bearer: '{{token.access}}' },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth, with a refresh token',
    description:
      'Create an API key at api.sharefile.com with a redirect address. Then sign in as the user, and keep the refresh token. If a test gets a new refresh token, the operator stores it.',
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        ...client,
        refreshToken: secret(
          'Refresh token',
          'Refresh token that the sign-in of the user issued.',
          'your-refresh-token',
          token,
        ),
      },
    },
    signIn: [
      {
        oauth2: { grant: 'refresh_token', ...clientOfKey, refreshToken: '{{secret.refreshToken}}' },
        replies: refreshReplies,
        ...account,
      },
    ],
    interactive: {
      authorizeUrl: 'https://secure.sharefile.com/oauth/authorize',
      pkce: 'none',
      // The vendor refuses localhost, and nobody can own a name below invalid (RFC 2606).
      redirect: { kind: 'https', uri: 'https://connection.invalid/callback' },
      callback: { subdomain: 'callback.subdomain', controlPlane: 'callback.appcp' },
    },
    credential: { bearer: '{{token.access}}' },
  },
];
