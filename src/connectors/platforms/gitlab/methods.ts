import type { PlatformMethod } from '../../platform.ts';
import { rotatingRefreshToken, secret, text, token } from '../shared/field.ts';

export const methods: PlatformMethod[] = [
  {
    name: 'personal-access-token',
    title: 'Access token',
    description:
      'Create a personal, project or group access token (Settings, Access tokens) with the scope read_api, or api to write. It expires on the date that is chosen then.',
    secret: {
      required: ['token'],
      properties: {
        token: secret('Token', 'Access token of a user, a project or a group.', 'glpat-your-token', token),
      },
    },
    config: { properties: { redirectUri: false } },
    credential: { headers: { 'PRIVATE-TOKEN': '{{secret.token}}' } },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth with a refresh token',
    description:
      'Create an application (Settings, Applications) with the scope read_api, or api to write, and obtain a refresh token of a user. Each test replaces the refresh token, so do not use it elsewhere.',
    secret: {
      required: ['clientId', 'refreshToken'],
      properties: {
        clientId: text('Application ID', 'Application ID of the application.', 'a1b2c3d4'),
        clientSecret: secret('Secret', 'Secret of the application, if it is confidential.', 'your-client-secret'),
        refreshToken: rotatingRefreshToken,
      },
    },
    config: { required: ['redirectUri'] },
    signIn: [
      {
        name: 'token',
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: '{{config.baseUrl}}/oauth/token',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          refreshToken: '{{secret.refreshToken}}',
          form: { redirect_uri: '{{config.redirectUri}}' },
        },
        replies: [
          {
            when: 'json.error == "invalid_grant"',
            outcome: 'AccessRefused',
            causes: [
              'the refresh token has been used already, has expired or was revoked',
              '`spec.config.redirectUri` is not the registered one',
            ],
          },
        ],
        set: { 'scopes?': 'json.scope.words()' },
      },
    ],
    interactive: {
      authorizeUrl: '{{config.baseUrl}}/oauth/authorize',
      client: 'either',
      scope: { value: 'read_api', write: 'api' },
      redirect: { host: '127.0.0.1' },
      // The same address is needed at each refresh.
      fills: { 'secret.refreshToken': 'json.refresh_token', 'config.redirectUri': 'redirectUri' },
      refusals: [{ error: 'invalid_scope', fix: 'Tick the scope `read_api` in the application.' }],
    },
    credential: { bearer: '{{token.access}}' },
  },
];
