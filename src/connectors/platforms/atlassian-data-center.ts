import type { PlatformMethod } from '../platform.ts';
import { clientFields, refreshSecrets } from './atlassian.ts';
import { password, secret, text, token, username } from './field.ts';

export function serverConfig(example: string) {
  const url = text('Address', 'Base URL, with the context path.', example, { pattern: '^https?://[^\\s]+$' });
  return { required: ['url'], properties: { url } };
}

export const serverMethods: PlatformMethod[] = [
  {
    name: 'personal-access-token',
    title: 'Personal access token',
    description: 'Profile, Personal access tokens: a token of an account with access to the product. Mind its end.',
    secret: {
      required: ['personalAccessToken'],
      properties: {
        personalAccessToken: secret('Personal access token', 'From the profile.', 'your-token', token),
      },
    },
    auth: { bearer: { token: '{{secret.personalAccessToken}}' } },
  },
  {
    name: 'basic',
    title: 'User name and password',
    description:
      'An account with access to the product. A refused password is sent once: after a few of them the server wants a CAPTCHA.',
    secret: { required: ['username', 'password'], properties: { username, password } },
    auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth refresh token',
    description:
      'An incoming application link (External application) with scope READ, and the refresh token of a user. Each test replaces it.',
    secret: refreshSecrets,
    auth: {
      oauth2: { grant: 'refresh_token', tokenUrl: '{{config.url}}/rest/oauth2/latest/token', ...clientFields },
    },
  },
];
