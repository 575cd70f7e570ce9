import type { PlatformMethod } from '../../platform.ts';
import { password, secret, shownUsername, text } from '../shared/field.ts';
import { loginReplies, ticketReplies } from './replies.ts';

export const api = '{{config.url}}/alfresco/api/{{config.tenant}}/public';
const tickets = `${api}/authentication/versions/1/tickets`;
// The ticket alone, without a colon: authentication guide of the vendor's REST API.
const byTicket = { Authorization: 'Basic {{session.ticket}}' };

const account = { required: ['username', 'password'], properties: { username: shownUsername, password } };
const clientId = text(
  'Client ID',
  'ID of the client in the console of the Identity Service (Keycloak), Clients.',
  'connection-operator',
);
const clientSecret = secret(
  'Client secret',
  'Secret of the client, on its tab Credentials. A public client has none.',
  'your-client-secret',
);
const oauth2 = {
  tokenUrl: '{{config.issuerUrl}}/protocol/openid-connect/token',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
} as const;

export const methods: PlatformMethod[] = [
  {
    name: 'basic',
    title: 'User name and password',
    description: 'Create a user in Alfresco, or in the directory behind it, that is allowed to read the folder.',
    secret: account,
    credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'ticket',
    title: 'Ticket',
    description:
      'Use the same user and password as for basic. They are exchanged for a ticket, which is deleted at the end of the test. This method recognizes a locked or disabled account.',
    secret: account,
    signIn: [
      {
        name: 'session',
        request: {
          method: 'POST',
          url: tickets,
          json: { userId: '{{secret.username}}', password: '{{secret.password}}' },
        },
        replies: loginReplies,
        set: { ticket: 'json.entry.id.base64()' },
      },
      {
        // A locked account gets a ticket as well, so that only this accepts the password.
        request: { url: `${tickets}/-me-`, headers: byTicket },
        replies: ticketReplies,
        facts: { identified: 'filled(json.entry.id)' },
      },
    ],
    credential: { headers: byTicket },
    signOut: [{ request: { method: 'DELETE', url: `${tickets}/-me-` } }],
  },
  {
    name: 'oidc-client-credentials',
    title: 'Identity Service, client credentials',
    description:
      'Create a confidential client with a service account in the realm, and a user in Alfresco with the name that the token of the client contains.',
    secret: { required: ['clientId', 'clientSecret'], properties: { clientId, clientSecret } },
    config: { required: ['issuerUrl'] },
    signIn: [{ oauth2: { grant: 'client_credentials', ...oauth2 }, replies: [{ table: 'oidc' }] }],
    credential: { bearer: '{{token.access}}' },
  },
  {
    name: 'oidc-password',
    title: 'Identity Service, user name and password',
    description:
      'Create a client in the realm with direct access grants, and a user of the realm without a second factor.',
    secret: {
      required: ['clientId', 'username', 'password'],
      properties: { clientId, clientSecret, ...account.properties },
    },
    config: { required: ['issuerUrl'] },
    signIn: [
      {
        oauth2: {
          grant: 'password',
          ...oauth2,
          username: '{{secret.username}}',
          password: '{{secret.password}}',
        },
        replies: [{ table: 'oidc' }],
      },
    ],
    credential: { bearer: '{{token.access}}' },
  },
];
