import type { PlatformMethod } from '../../platform.ts';
import { password, secret, shownUsername } from '../shared/field.ts';
import { loginReplies } from './replies.ts';

export const methods: PlatformMethod[] = [
  {
    name: 'api-token',
    title: 'Account token',
    description:
      'Sign in as the user and copy the Web API Auth Token from the settings. An administrator has to set ENABLE_GET_AUTH_TOKEN_BY_SESSION = True in seahub_settings.py first, because it is off by default. The token works with single sign-on and two-factor authentication. The API token of a library does not work.',
    secret: {
      required: ['token'],
      properties: {
        token: secret(
          'Account token',
          'The Web API Auth Token of the account, letters and digits only, without the word Token.',
          'yourAccountToken',
          { pattern: '^[0-9A-Za-z]+$' },
        ),
      },
    },
    credential: { headers: { Authorization: '{{config.scheme}} {{secret.token}}' } },
  },
  {
    name: 'password',
    title: 'User name and password',
    description:
      'Use a user without two-factor authentication. The user name is usually the e-mail address. Each test sends the password once, to get the token of the account.',
    secret: { required: ['username', 'password'], properties: { username: shownUsername, password } },
    signIn: [
      {
        name: 'session',
        request: {
          method: 'POST',
          url: '{{config.url}}/api2/auth-token/',
          form: { username: '{{secret.username}}', password: '{{secret.password}}' },
        },
        replies: loginReplies,
        set: { token: 'json.token' },
        facts: { identified: 'filled(json.token)' },
      },
    ],
    // No signOut: an account has one token (get_token_v1), and other programs would lose it.
    credential: { headers: { Authorization: '{{config.scheme}} {{session.token}}' } },
  },
];
