import type { PlatformSpec } from '../platform.ts';
import { secret, text } from './field.ts';
import { apiReplies, tokenReplies, userReplies } from './replies/netdocuments.ts';

const tokenUrl = 'https://{{values.host}}/v1/OAuth';
const clientId = text('Client ID', 'Issued for one data centre.', 'AP-1A2B3C4D');
const clientSecret = secret('Client secret', 'Issued with the client ID.', 'your-client-secret');
const cabinet = 'json.filter(c, !has(config.repositoryId) || c.repositoryId == config.repositoryId)[0]';
const told = (field: string) => `status == 200 ? json.${field} : null`;

export const netdocuments = {
  title: 'NetDocuments',
  category: 'ContentManagement',
  documentation: 'https://github.com/microsoft/PowerPlatformConnectors/tree/dev/certified-connectors/NetDocuments',
  config: {
    properties: {
      region: text('Region', 'Data centre that the client ID was issued for; ducot is for development.', 'eu', {
        enum: ['us', 'au', 'eu', 'de', 'ca', 'ducot'],
        default: 'us',
      }),
      repositoryId: text(
        'Repository ID',
        'client-credentials needs it. With the other method: a repository that the account must see.',
        'CA-1A2B3C4D',
        { pattern: '^[^:|\\s]+$' },
      ),
      userId: text('User ID', 'The user that the account must be, where NetDocuments tells who it is.', 'DUCOT-jsmith'),
      scope: text('Scope', 'Scopes, separated by spaces (client-credentials).', 'read', { default: 'read' }),
    },
  },
  hosts: ['{{values.host}}'],
  methods: [
    {
      name: 'oauth-refresh',
      title: 'OAuth 2 refresh token',
      description:
        'Register an application for the data centre, let the user consent to the scope read, and keep the refresh token that comes of it.',
      secret: {
        required: ['clientId', 'clientSecret', 'refreshToken'],
        properties: {
          clientId,
          clientSecret,
          refreshToken: secret('Refresh token', "Of the user's consent.", 'your-refresh-token'),
        },
      },
      auth: {
        oauth2: {
          // Public clients keep the old refresh token; whether a new one kills it is not documented, so it is stored.
          grant: 'refresh_token',
          tokenUrl,
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          replies: tokenReplies('the refresh token has ended or was revoked'),
        },
      },
    },
    {
      name: 'client-credentials',
      title: 'Service account',
      description:
        'A Non-Interactive Application Service Account: register the application for it, then let an administrator of the repository map the client ID to a service account that has access to the cabinets (Repository, Service Accounts).',
      secret: { required: ['clientId', 'clientSecret'], properties: { clientId, clientSecret } },
      config: { required: ['repositoryId'] },
      auth: {
        oauth2: {
          tokenUrl,
          clientId: '{{secret.clientId}}|{{config.repositoryId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'basic-plain',
          scope: '{{config.scope}}',
          replies: tokenReplies('the client may not sign in to the repository in repositoryId'),
        },
      },
    },
  ],
  http: {
    values: {
      // unverified: the host of ca, which a public client has.
      host: '{"us": "api.vault.netvoyage.com", "ca": "api.can.netdocuments.com", "au": "api.au.netdocuments.com", "eu": "api.eu.netdocuments.com", "de": "api.de.netdocuments.com", "ducot": "api.ducot.netdocuments.com"}[config.region]',
    },
    // Without Accept: application/json, which the engine sends, the API may answer in XML.
    test: { url: 'https://{{values.host}}/v1/User/cabinets' },
    account: { tenant: `${cabinet}.repositoryName + " (" + ${cabinet}.repositoryId + ")"` },
    identity: 'status == 200 && json.exists(c, c.id != "" && c.repositoryId != "")',
    replies: apiReplies,
    access: [
      {
        request: { url: 'https://{{values.host}}/v1/User/info' },
        account: { id: told('id'), name: told('displayName'), email: told('email') },
        replies: userReplies,
      },
    ],
  },
} satisfies PlatformSpec;
