import type { PlatformMethod, PlatformSpec } from '../platform.ts';
import { password, secret, text, username } from './field.ts';
import { loginReplies, peopleReplies, ticketReplies, tokenReplies } from './replies/alfresco.ts';

const api = '{{config.url}}/alfresco/api/{{config.tenant}}/public';
const tickets = `${api}/authentication/versions/1/tickets`;
const account = { required: ['username', 'password'], properties: { username, password } };
const authorization = 'Basic {{session.ticket}}';

const client = {
  clientId: text('Client ID', 'Identity Service (Keycloak) console, Clients.', 'connection-operator'),
  clientSecret: secret('Client secret', 'Same place, Credentials; none for a public client.', 'your-client-secret'),
};

function oidcMethod(grant: 'client_credentials' | 'password'): Pick<PlatformMethod, 'config' | 'auth'> {
  const user = { username: '{{secret.username}}', password: '{{secret.password}}' };
  return {
    config: { required: ['issuerUrl'] },
    auth: {
      oauth2: {
        grant,
        tokenUrl: '{{config.issuerUrl}}/protocol/openid-connect/token',
        clientId: '{{secret.clientId}}',
        clientSecret: '{{secret.clientSecret}}',
        clientAuth: 'body',
        ...(grant === 'password' ? user : {}),
        replies: tokenReplies,
      },
    },
  };
}

export const alfresco = {
  title: 'Alfresco Content Services',
  category: 'ContentManagement',
  documentation: 'https://github.com/Alfresco/rest-api-explorer',
  config: {
    required: ['url'],
    properties: {
      url: text('Address', 'Root of the server, without /alfresco.', 'https://alfresco.example.com', {
        pattern: '^https?://[^\\s]+$',
      }),
      tenant: text('Network', 'Tenant of a server that has several.', '-default-', {
        pattern: '^[^/\\s]+$',
        default: '-default-',
      }),
      issuerUrl: text(
        'Identity Service realm',
        'Address of the Keycloak realm; oidc-client-credentials and oidc-password need it.',
        'https://id.example.com/auth/realms/alfresco',
        { pattern: '^https://[^\\s]+/realms/[^\\s]+$' },
      ),
      nodeId: text('Node', 'Folder whose rights are looked at. Default: the repository root.', '-root-', {
        pattern: '^[^/\\s]+$',
      }),
    },
  },
  hosts: ['{{config.url}}', '{{config.issuerUrl}}'],
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      description: 'A user of Alfresco, or of the directory behind it, who can read the folder that is meant.',
      secret: account,
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      name: 'ticket',
      title: 'Ticket',
      description:
        'The same user and password, exchanged for a ticket that ends with the test. Tells a locked or disabled account apart.',
      secret: account,
      auth: {
        session: {
          login: {
            method: 'POST',
            url: tickets,
            json: { userId: '{{secret.username}}', password: '{{secret.password}}' },
          },
          replies: loginReplies,
          // The ticket alone, without a colon: authentication guide of the vendor's REST API.
          values: { ticket: 'json.entry.id.base64()' },
          next: {
            request: { url: `${tickets}/-me-`, headers: { Authorization: authorization } },
            replies: ticketReplies,
            values: { checked: 'json.entry.id' },
          },
          headers: { Authorization: authorization },
          logout: { method: 'DELETE', url: `${tickets}/-me-` },
        },
      },
    },
    {
      name: 'oidc-client-credentials',
      title: 'Identity Service, client credentials',
      description:
        'A confidential client in the realm with a service account, and a user in Alfresco of the name that its token bears.',
      secret: { required: ['clientId', 'clientSecret'], properties: client },
      ...oidcMethod('client_credentials'),
    },
    {
      name: 'oidc-password',
      title: 'Identity Service, user name and password',
      description:
        'A client in the realm that may use direct access grants, and a user of the realm without second factor.',
      secret: {
        required: ['clientId', 'username', 'password'],
        properties: { ...client, ...account.properties },
      },
      ...oidcMethod('password'),
    },
  ],
  http: {
    values: { node: 'has(config.nodeId) ? config.nodeId : "-root-"' },
    test: {
      url: `${api}/alfresco/versions/1/people/-me-`,
      query: { fields: 'id,email,firstName,lastName,enabled,capabilities' },
    },
    account: {
      id: 'json.entry.id',
      name: 'has(json.entry.lastName) && json.entry.lastName != null ? json.entry.firstName + " " + json.entry.lastName : json.entry.firstName',
      email: 'json.entry.email',
      tenant: 'config.tenant != "-default-" ? config.tenant : null',
    },
    administrator: 'json.entry.capabilities.isAdmin',
    replies: peopleReplies,
    access: [
      {
        when: 'has(requires.path) || has(requires.access) || has(config.nodeId)',
        request: {
          url: `${api}/alfresco/versions/1/nodes/{{values.node}}`,
          query: { include: 'allowableOperations', relativePath: '{{requires.path}}' },
        },
        // No list is how the server says that there are none (NodesImpl.java of Alfresco/alfresco-community-repo).
        grants: {
          read: 'json.entry.id != ""',
          write: allowed('create'),
          update: allowed('update'),
          delete: allowed('delete'),
        },
      },
    ],
  },
} satisfies PlatformSpec;

function allowed(operation: string): string {
  return `json.entry.id != "" && has(json.entry.allowableOperations) && "${operation}" in json.entry.allowableOperations`;
}
