import type { PlatformMethod } from '../../platform.ts';
import { secret, text, token } from '../shared/field.ts';

const install =
  'Install the app to the workspace, then copy the token from its settings under OAuth & Permissions. The test needs no scope.';

const address = { authorizeUrl: 'https://{{host}}/oauth/v2/authorize' };
const userScopes = { value: 'users:read files:read', write: 'users:read files:read files:write', separator: ',' };

function tokenMethod(kind: 'Bot' | 'User', letter: string): PlatformMethod {
  const name = kind.toLowerCase();
  return {
    name: `${name}-token`,
    title: `${kind} token`,
    description: install,
    secret: {
      required: [`${name}Token`],
      properties: {
        [`${name}Token`]: secret(
          `${kind} token`,
          `${kind} token of the app, which begins with xox${letter}-.`,
          `xox${letter}-your-token`,
          { pattern: `^(xoxe\\.)?xox${letter}-[A-Za-z0-9-]+$` },
        ),
      },
    },
    credential: { bearer: `{{secret.${name}Token}}` },
  };
}

const rotated: PlatformMethod = {
  name: 'oauth-refresh',
  title: 'Refresh token (token rotation)',
  description:
    'In the settings of the app, switch on token rotation under OAuth & Permissions, and install the app. The installation issues an access token for 12 hours and a refresh token. Each refresh token works once, and the operator stores the next one. The test needs no scope.',
  secret: {
    required: ['clientId', 'refreshToken'],
    properties: {
      clientId: text(
        'Client ID',
        'Client ID of the app, from its settings under Basic Information.',
        '1234567890.1234567890123',
        token,
      ),
      clientSecret: secret(
        'Client secret',
        'Client secret of the app, from its settings under Basic Information. An app with PKCE has none.',
        'your-client-secret',
        token,
      ),
      refreshToken: secret(
        'Refresh token',
        'Refresh token that the installation or the last refresh issued, which begins with xoxe-.',
        'xoxe-1-your-token',
        { pattern: '^xoxe-[A-Za-z0-9-]+$' },
      ),
    },
  },
  signIn: [
    {
      oauth2: {
        grant: 'refresh_token',
        tokenUrl: 'https://{{host}}/api/oauth.v2.access',
        clientId: '{{secret.clientId}}',
        clientSecret: '{{secret.clientSecret}}',
        refreshToken: '{{secret.refreshToken}}',
      },
      replies: [{ table: 'rotation' }],
    },
  ],
  interactive: {
    ...address,
    client: 'either',
    // An app with PKCE grants scopes of the person alone: https://docs.slack.dev/authentication/using-pkce
    scope: { ...userScopes, publicParameter: 'user_scope' },
    access: 'orElse(json.access_token, json.authed_user.access_token)',
    fills: { 'secret.refreshToken': 'orElse(json.refresh_token, json.authed_user.refresh_token)' },
    refusals: [
      { error: 'bad_client_secret', fix: 'Correct the client secret.' },
      { error: 'invalid_client_id', fix: 'Correct the client ID.' },
      { error: 'bad_redirect_uri', fix: 'Register the redirect address exactly as it is shown.' },
      { error: 'code_already_used', fix: 'Sign in again.' },
    ],
  },
  credential: { bearer: '{{token.access}}' },
};

export const methods: PlatformMethod[] = [tokenMethod('Bot', 'b'), tokenMethod('User', 'p'), rotated];
