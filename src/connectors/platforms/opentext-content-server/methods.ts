import type { PlatformMethod } from '../../platform.ts';
import { password, secret, text, shownUsername } from '../shared/field.ts';
import { oauthReplies, otdsReplies } from './replies.ts';

const account = { required: ['username', 'password'], properties: { username: shownUsername, password } };
const otds = { required: ['otdsUrl'] };
const ticket = { set: { ticket: 'json.ticket' }, facts: { identified: 'filled(json.ticket)' } };

export const methods: PlatformMethod[] = [
  {
    name: 'password',
    title: 'User name and password',
    description: 'Create a user in Content Server with the privilege to log in and with permissions on the folder.',
    secret: account,
    signIn: [
      {
        name: 'session',
        // The REST API takes forms, no JSON.
        request: {
          method: 'POST',
          url: '{{config.url}}/api/v1/auth',
          form: { username: '{{secret.username}}', password: '{{secret.password}}' },
        },
        replies: [{ table: 'notReady' }],
        ...ticket,
      },
    ],
    credential: { headers: { OTCSTicket: '{{session.ticket}}' } },
  },
  {
    name: 'otds-password',
    title: 'Directory Services, user name and password',
    description:
      'Create a user in an OTDS partition (user@partition) that is synchronized to Content Server and has no second factor.',
    secret: account,
    config: otds,
    signIn: [
      {
        name: 'session',
        request: {
          method: 'POST',
          url: '{{config.otdsUrl}}/otdsws/rest/authentication/credentials',
          json: { userName: '{{secret.username}}', password: '{{secret.password}}' },
        },
        replies: otdsReplies,
        ...ticket,
      },
    ],
    // Other than a ticket of Content Server it holds on every node behind a load balancer.
    credential: { headers: { OTDSTicket: '{{session.ticket}}' } },
  },
  {
    name: 'otds-oauth',
    title: 'Directory Services, OAuth client',
    description:
      'Create a confidential client in the OTDS administration, OAuth Clients, and assign it to a user of Content Server.',
    secret: {
      required: ['clientId', 'clientSecret'],
      properties: {
        clientId: text('Client ID', 'Name of the OAuth client.', 'connection-operator'),
        clientSecret: secret(
          'Client secret',
          'Secret of the OAuth client, which OTDS shows once, when the client is created.',
          'your-client-secret',
        ),
      },
    },
    config: otds,
    signIn: [
      {
        oauth2: {
          grant: 'client_credentials',
          tokenUrl: '{{config.otdsUrl}}/otdsws/oauth2/token',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
        },
        replies: oauthReplies,
      },
    ],
    credential: { bearer: '{{token.access}}' },
  },
];
