import { onlySchemes } from '../shared/only-schemes.ts';
import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { api, methods } from './methods.ts';
import { oidcReplies, peopleReplies } from './replies.ts';

export const alfresco = {
  title: 'Alfresco Content Services',
  category: 'ContentManagement',
  documentation: 'https://github.com/Alfresco/rest-api-explorer',
  config: {
    required: ['url'],
    properties: {
      url: text('Address', 'Address of the server, without /alfresco.', 'https://alfresco.example.com', {
        ...pasted(['^(https?://[^/]+)/(?:alfresco|share|aca|workspace|#)']),
        pattern: '^https?://[^\\s]+$',
      }),
      tenant: text(
        'Network',
        'ID of the network (tenant) on a server that has several. Default: -default-.',
        '-default-',
        { pattern: '^[^/\\s]+$', default: '-default-' },
      ),
      issuerUrl: text(
        'Identity Service realm',
        'Address of the Keycloak realm. Methods oidc-client-credentials and oidc-password need it.',
        'https://id.example.com/auth/realms/alfresco',
        { pattern: '^https://[^\\s]+/realms/[^\\s]+$' },
      ),
      nodeId: text(
        'Node',
        'ID of the folder whose permissions are checked. Default: -root-, the root of the repository.',
        '-root-',
        { pattern: '^[^/\\s]+$' },
      ),
    },
  },
  hosts: ['{{config.url}}', '{{config.issuerUrl}}'],
  define: [
    { node: 'orElse(config.nodeId, "-root-")' },
    { looks: 'has(requires.path) || has(requires.access) || has(config.nodeId)' },
    // No list is how the server says that there are none (NodesImpl.java of Alfresco/alfresco-community-repo).
    { allowed: 'has(json.entry.id) ? orElse(json.entry.allowableOperations, []) : null' },
  ],
  tables: { oidc: oidcReplies },
  methods,
  test: [
    {
      request: {
        url: `${api}/alfresco/versions/1/people/-me-`,
        query: { fields: 'id,email,firstName,lastName,enabled,capabilities' },
      },
      replies: peopleReplies,
      facts: {
        account: {
          id: 'json.entry.id',
          name: '(orElse(json.entry.firstName, "") + " " + orElse(json.entry.lastName, "")).trim()',
          email: 'json.entry.email',
          tenant: 'config.tenant == "-default-" ? null : config.tenant',
        },
        administrator: 'json.entry.capabilities.isAdmin',
      },
    },
  ],
  anonymous: onlySchemes,
  access: [
    {
      when: 'looks',
      request: {
        url: `${api}/alfresco/versions/1/nodes/{{node}}`,
        query: { include: 'allowableOperations', relativePath: '{{requires.path}}' },
      },
      facts: {
        grants: {
          read: 'filled(json.entry.id)',
          write: '"create" in allowed',
          update: '"update" in allowed',
          delete: '"delete" in allowed',
        },
      },
    },
  ],
} satisfies PlatformSpec;
