import { onlySchemes } from '../shared/only-schemes.ts';
import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { graphqlReplies } from './replies.ts';

/** Any equal value in both, or the server refuses: ibm.com, Content Services GraphQL API. */
const headers = { 'ECM-CS-XSRF-Token': 'X', Cookie: 'ECM-CS-XSRF-Token=X' };
const post = { method: 'POST', url: '{{config.graphqlUrl}}', headers } as const;
const replies = [{ table: 'graphql' }];

export const filenet = {
  title: 'IBM FileNet Content Manager',
  category: 'ContentManagement',
  documentation: 'https://github.com/ibm-ecm/ibm-content-platform-engine-samples',
  config: {
    required: ['graphqlUrl', 'objectStore'],
    properties: {
      graphqlUrl: text(
        'GraphQL address',
        'Address of the Content Services GraphQL API.',
        'https://filenet.example.com/content-services-graphql/graphql',
        { pattern: '^https?://[^\\s]+/content-services(-graphql)?/graphql$' },
      ),
      objectStore: text('Object store', 'Symbolic name of the object store.', 'OS1', {
        pattern: '^[^"\\\\\\u0000-\\u001f]+$',
      }),
      tokenUrl: text(
        'Token address',
        'Address of the token endpoint of the OpenID provider. Method client-credentials needs it.',
        'https://id.example.com/oauth2/token',
        { pattern: '^https://[^\\s]+$' },
      ),
      scope: text(
        'Scope',
        'Scopes to request from the provider, separated by spaces. Only for method client-credentials.',
        'openid',
      ),
    },
  },
  hosts: ['{{config.graphqlUrl}}', '{{config.tokenUrl}}'],
  define: [
    { path: 'orElse(requires.path, "/")' },
    // GraphQL answers 200 with `errors`; their texts begin with the engine's code.
    { failed: 'filled(json.errors)' },
    { engine: 'json.data._apiInfo.cpeInfo' },
    // unverified: the bits of accessAllowed (AccessRight of the Content Engine API).
    { mask: 'json.data.folder.accessAllowed' },
  ],
  tables: { graphql: graphqlReplies },
  methods,
  test: [
    {
      request: {
        ...post,
        json: {
          // Without an object store the answer only says that the GraphQL server runs.
          query:
            '{_apiInfo(repositoryIdentifier:"{{config.objectStore}}"){implementationVersion productVersion cpeInfo{cpeURL cpeUser repositoryName}}}',
        },
      },
      replies,
      facts: {
        // What application servers call somebody who has not signed in.
        identified: '!engine.cpeUser.matches("(?i)^(unauthenticated|anonymous|guest)$")',
        account: { id: 'engine.cpeUser', name: 'engine.cpeUser', tenant: 'engine.repositoryName' },
      },
    },
  ],
  anonymous: onlySchemes,
  access: [
    {
      when: 'has(requires.path) || has(requires.access)',
      request: {
        ...post,
        json: {
          query:
            'query($repo:String!,$path:String!){folder(repositoryIdentifier:$repo,identifier:$path){accessAllowed}}',
          variables: { repo: '{{config.objectStore}}', path: '{{path}}' },
        },
      },
      replies,
      facts: {
        grants: { read: 'bit(mask, 1)', write: 'bit(mask, 5)', update: 'bit(mask, 2)', delete: 'bit(mask, 17)' },
      },
    },
  ],
} satisfies PlatformSpec;
