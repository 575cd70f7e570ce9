import type { PlatformSpec } from '../platform.ts';
import { password, secret, text, token, username } from './field.ts';
import { anonymous, apiReplies, tokenReplies } from './replies/nuxeo.ts';

const permissions = 'json.contextParameters.permissions';

/** The list holds every permission that is granted (PermissionsJsonEnricher.java of nuxeo/nuxeo). */
const granted = (...names: string[]) => `${permissions}.exists(p, p in ${JSON.stringify(['Everything', ...names])})`;

export const nuxeo = {
  title: 'Nuxeo Platform',
  category: 'ContentManagement',
  documentation: 'https://doc.nuxeo.com/nxdoc/authentication-and-user-management/',
  config: {
    required: ['url'],
    properties: {
      url: text('Address', 'The server, with the path that ends in /nuxeo.', 'https://nuxeo.example.com/nuxeo', {
        pattern: '^https?://[^\\s]+/nuxeo/?$',
      }),
      path: text('Document', 'Its rights are looked at. Default: /default-domain.', '/default-domain', {
        pattern: '^/',
      }),
    },
  },
  hosts: ['{{config.url}}'],
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      description: 'A user of Nuxeo, or of the directory behind it, who can read the document that is meant.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      name: 'token',
      title: 'Authentication token',
      description:
        'Sign in as the user and create a token: user settings, Authentication Tokens. It ends when the user or an administrator revokes it.',
      secret: {
        required: ['token'],
        properties: { token: secret('Token', 'Sent as X-Authentication-Token.', 'your-authentication-token', token) },
      },
      auth: { header: { name: 'X-Authentication-Token', value: '{{secret.token}}' } },
    },
    {
      name: 'oauth-refresh',
      title: 'OAuth 2 refresh token',
      description:
        'Register a client: Administration, Cloud Services, Consumers. Let the user consent to it once, and keep the refresh token that comes of it.',
      secret: {
        required: ['clientId', 'refreshToken'],
        properties: {
          clientId: text('Client ID', 'Of the registered consumer.', 'connection-operator'),
          clientSecret: secret('Client secret', 'Where the consumer has one.', 'your-client-secret'),
          refreshToken: secret('Refresh token', "Of the user's consent.", 'your-refresh-token'),
        },
      },
      auth: {
        oauth2: {
          // Whether the old refresh token lives on is not documented, so a new one is stored.
          grant: 'refresh_token',
          tokenUrl: '{{config.url}}/oauth2/token',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          replies: tokenReplies,
        },
      },
    },
    {
      name: 'bearer',
      title: 'Access token',
      description: 'An OAuth 2 access token, or a JWT, that was made elsewhere. It ends by itself: for trials only.',
      secret: {
        required: ['accessToken'],
        properties: { accessToken: secret('Access token', 'OAuth 2 token or JWT.', 'your-access-token', token) },
      },
      auth: { bearer: { token: '{{secret.accessToken}}' } },
    },
  ],
  http: {
    values: { path: 'has(requires.path) ? requires.path : has(config.path) ? config.path : "/default-domain"' },
    test: { url: '{{config.url}}/api/v1/me' },
    account: {
      id: 'json.id',
      name: '(json.properties.firstName + " " + json.properties.lastName).trim()',
      email: 'json.properties.email',
    },
    // NuxeoPrincipalJsonWriter.java: the server says of each user whether it is the anonymous one.
    identity: `json["entity-type"] == "user" && json.id != "" && has(json.isAnonymous) && !(${anonymous})`,
    administrator: 'json.isAdministrator',
    replies: apiReplies,
    access: [
      {
        when: 'has(requires.path) || has(requires.access) || has(config.path)',
        request: {
          url: '{{config.url}}/api/v1/path/{{values.path}}',
          // The second name is that of servers before 8.10.
          headers: { 'enrichers.document': 'permissions', 'X-NXenrichers.document': 'permissions' },
        },
        grants: {
          read: granted('Read', 'ReadWrite'),
          write: granted('AddChildren', 'Write', 'ReadWrite'),
          update: granted('WriteProperties', 'Write', 'ReadWrite'),
          delete: granted('Remove', 'RemoveChildren'),
        },
      },
    ],
  },
} satisfies PlatformSpec;
