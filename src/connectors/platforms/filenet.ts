import type { PlatformSpec } from '../platform.ts';
import { password, secret, text, token, username } from './field.ts';
import { graphqlReplies, tokenReplies } from './replies/filenet.ts';

/** Any equal value in both, or the server refuses: ibm.com, Content Services GraphQL API. */
const headers = { 'ECM-CS-XSRF-Token': 'X', Cookie: 'ECM-CS-XSRF-Token=X' };
const engine = 'json.data._apiInfo.cpeInfo';
const mask = 'json.data.folder.accessAllowed';

// unverified: the bits of accessAllowed (AccessRight of the Content Engine API).
const bit = (value: number) => `(${mask} / ${value}) % 2 == 1`;

export const filenet = {
  title: 'IBM FileNet Content Manager',
  category: 'ContentManagement',
  documentation: 'https://github.com/ibm-ecm/ibm-content-platform-engine-samples',
  config: {
    required: ['graphqlUrl', 'objectStore'],
    properties: {
      graphqlUrl: text(
        'GraphQL address',
        'Endpoint of the Content Services GraphQL API.',
        'https://filenet.example.com/content-services-graphql/graphql',
        { pattern: '^https?://[^\\s]+/content-services(-graphql)?/graphql$' },
      ),
      objectStore: text('Object store', 'Its symbolic name.', 'OS1', { pattern: '^[^"\\\\\\u0000-\\u001f]+$' }),
      tokenUrl: text(
        'Token address',
        'Token endpoint of the OpenID provider, for client-credentials.',
        'https://id.example.com/oauth2/token',
        { pattern: '^https://[^\\s]+$' },
      ),
      scope: text('Scope', 'What the provider wants to be asked for, for client-credentials.', 'openid'),
    },
  },
  hosts: ['{{config.graphqlUrl}}', '{{config.tokenUrl}}'],
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      description: 'A user of the directory behind FileNet who can connect to the object store.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      name: 'token',
      title: 'Access token',
      description:
        'A token of the OpenID, IAM or Zen provider that was made elsewhere. It ends by itself: for trials only.',
      secret: {
        required: ['accessToken'],
        properties: { accessToken: secret('Access token', 'Sent as Bearer.', 'your-access-token', token) },
      },
      auth: { bearer: { token: '{{secret.accessToken}}' } },
    },
    {
      name: 'client-credentials',
      title: 'OpenID provider, client credentials',
      description:
        'A confidential client of the OpenID provider that FileNet trusts; its token must name an account that FileNet knows.',
      secret: {
        required: ['clientId', 'clientSecret'],
        properties: {
          clientId: text('Client ID', "Of the provider's client.", 'connection-operator'),
          clientSecret: secret('Client secret', "Of the provider's client.", 'your-client-secret'),
        },
      },
      config: { required: ['tokenUrl'] },
      auth: {
        oauth2: {
          tokenUrl: '{{config.tokenUrl}}',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          scope: '{{config.scope}}',
          // As the vendor's own client reads it: ibm-ecm/cs-mcp-server.
          token: 'has(json.access_token) ? json.access_token : json.token',
          replies: tokenReplies,
        },
      },
    },
  ],
  http: {
    values: { path: 'has(requires.path) ? requires.path : "/"' },
    test: {
      method: 'POST',
      url: '{{config.graphqlUrl}}',
      headers,
      json: {
        // Without an object store the answer only says that the GraphQL server runs.
        query:
          '{_apiInfo(repositoryIdentifier:"{{config.objectStore}}"){implementationVersion productVersion cpeInfo{cpeURL cpeUser repositoryName}}}',
      },
    },
    account: { id: `${engine}.cpeUser`, name: `${engine}.cpeUser`, tenant: `${engine}.repositoryName` },
    // What application servers call somebody who has not signed in.
    identity: `${engine}.cpeUser != "" && !${engine}.cpeUser.matches("(?i)^(unauthenticated|anonymous|guest)$")`,
    replies: graphqlReplies,
    access: [
      {
        when: 'has(requires.path) || has(requires.access)',
        request: {
          method: 'POST',
          url: '{{config.graphqlUrl}}',
          headers,
          json: {
            query:
              'query($repo:String!,$path:String!){folder(repositoryIdentifier:$repo,identifier:$path){accessAllowed}}',
            variables: { repo: '{{config.objectStore}}', path: '{{values.path}}' },
          },
        },
        grants: { read: bit(1), write: bit(16), update: bit(2), delete: bit(65536) },
        replies: graphqlReplies,
      },
    ],
  },
} satisfies PlatformSpec;
