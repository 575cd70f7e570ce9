import type { PlatformMethod } from '../../../platform.ts';
import { password, pasted, secret, text, token, username } from '../field.ts';
import { clientFields, refreshSecrets } from './client.ts';

export function serverConfig(example: string) {
  const url = text('Address', 'Base URL of the server, with the context path.', example, {
    ...pasted([
      String.raw`^(https?://[^/?#]+(?:/[^?#]*?)??)/(?:browse|projects|secure|display|spaces|pages|plugins|rest|login\.\w+|dashboard\.action)(?:[/?#]|$)`,
    ]),
    pattern: '^https?://[^\\s]+$',
  });
  return { required: ['url'], properties: { url } };
}

export const serverMethods: PlatformMethod[] = [
  {
    name: 'personal-access-token',
    title: 'Personal access token',
    description:
      'Create a token (Profile, Personal access tokens) of an account with access to the product. Note when it expires.',
    secret: {
      required: ['personalAccessToken'],
      properties: {
        personalAccessToken: secret(
          'Personal access token',
          'Personal access token from the profile of the account.',
          'your-token',
          token,
        ),
      },
    },
    credential: { bearer: '{{secret.personalAccessToken}}' },
  },
  {
    name: 'basic',
    title: 'User name and password',
    description:
      'Use an account with access to the product. A refused password is sent once, because after a few of them the server requires a CAPTCHA.',
    secret: { required: ['username', 'password'], properties: { username, password } },
    credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth refresh token',
    description:
      'Create an incoming application link (External application) with scope READ, and obtain a refresh token of a user. Each test replaces it.',
    secret: refreshSecrets,
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: '{{config.url}}/rest/oauth2/latest/token',
          ...clientFields,
          refreshToken: '{{secret.refreshToken}}',
        },
      },
    ],
    interactive: {
      // https://confluence.atlassian.com: OAuth 2.0 provider system properties; the code lives 10 seconds by default.
      authorizeUrl: '{{config.url}}/rest/oauth2/latest/authorize',
      scope: { value: 'READ', write: 'WRITE' },
      codeSeconds: 10,
      refusals: [{ error: 'invalid_grant', fix: 'Sign in again at once: a code lives 10 seconds.' }],
    },
    credential: { bearer: '{{token.access}}' },
  },
];
