import type { PlatformSpec } from '../platform.ts';
import { secret, text, token, username } from './field.ts';
import { writing } from './ocs.ts';
import { propfind } from './replies/ocs.ts';

const https = { pattern: '^https://[^\\s]+$' };

export const owncloudInfiniteScale = {
  title: 'ownCloud Infinite Scale',
  aliases: ['oCIS'],
  category: 'FileSharing',
  documentation: 'https://owncloud.dev/libre-graph-api/',
  config: {
    required: ['url'],
    properties: {
      url: text('Address', 'Root of the server.', 'https://ocis.example.com', https),
      issuer: text(
        'Issuer',
        'The OpenID provider (oidc-refresh). Default: the server itself.',
        'https://id.example.com/realms/acme',
        https,
      ),
    },
  },
  hosts: ['{{config.url}}', '{{config.issuer}}'],
  methods: [
    {
      name: 'app-token',
      title: 'App token',
      description:
        'An administrator runs the service auth-app with PROXY_ENABLE_APP_AUTH=true, which is off by default. Then create a token for the account (Settings, or ocis auth-app create). It has an end of its own, and stays good when the account is disabled at an external identity provider.',
      secret: {
        required: ['username', 'appToken'],
        properties: { username, appToken: secret('App token', 'Of the account.', 'your-app-token') },
      },
      config: { properties: { issuer: false } },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.appToken}}' } },
    },
    {
      name: 'oidc-refresh',
      title: 'OpenID Connect, with a refresh token',
      description:
        'Register a client with the OpenID provider of the server, with the scope offline_access, and sign in through it as the account to act as. A new refresh token that comes back is kept by the operator.',
      secret: {
        required: ['clientId', 'clientSecret', 'refreshToken'],
        properties: {
          clientId: text('Client ID', 'At the OpenID provider.', 'migration', token),
          clientSecret: secret('Client secret', 'Of the client.', 'your-client-secret'),
          refreshToken: secret('Refresh token', 'From the sign-in.', 'your-refresh-token', token),
        },
      },
      auth: {
        oauth2: {
          grant: 'refresh_token',
          discoveryUrl: '{{values.issuer}}/.well-known/openid-configuration',
          tokenUrl: '{{session.tokenEndpoint}}',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          replies: [
            {
              when: 'json.error == "invalid_grant"',
              outcome: 'AccessRefused',
              causes: [
                'the refresh token has ended, was withdrawn or was used already: sign in again',
                'it was issued to another client than clientId',
                'the account is disabled',
              ],
            },
          ],
        },
      },
    },
  ],
  http: {
    values: {
      issuer: 'has(config.issuer) ? config.issuer : config.url',
      path: 'has(requires.path) ? requires.path : "/"',
    },
    // owncloud/libre-graph-api api/openapi-spec/v1.0.yaml
    test: { url: '{{config.url}}/graph/v1.0/me' },
    account: { id: 'json.id', name: 'json.displayName', email: 'json.mail' },
    identity: 'json.id != "" && json.onPremisesSamAccountName != ""',
    // unverified: the statuses of the Graph API's refusals.
    replies: [
      {
        when: 'status == 401 && !minted',
        outcome: 'AccessRefused',
        causes: [
          'username or appToken is wrong',
          'the app token has ended',
          'the server does not take app tokens, as is its default',
        ],
      },
      { when: 'status == 403', outcome: 'PermissionDenied' },
      {
        when: 'status == 404',
        outcome: 'TargetNotFound',
        causes: ['the address is not the root of an ownCloud Infinite Scale server'],
      },
      {
        when: 'status == 200 && json.accountEnabled == false',
        outcome: 'CredentialsRevoked',
        causes: ['the account is disabled'],
      },
    ],
    access: [
      {
        // owncloud/ocis docs/apis/http/webdav: this path is the personal space, whose id need not be known.
        when: 'has(requires.path) || has(requires.access)',
        request: { url: '{{config.url}}/remote.php/webdav/{{values.path}}', ...propfind },
        grants: writing,
        replies: [{ when: 'status == 403', outcome: 'PermissionDenied' }],
      },
    ],
  },
} satisfies PlatformSpec;
