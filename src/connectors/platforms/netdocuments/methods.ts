import type { PlatformMethod } from '../../platform.ts';
import { secret, text } from '../shared/field.ts';
import { refreshReplies, serviceReplies } from './replies.ts';

const tokenUrl = 'https://{{host}}/v1/OAuth';
const clientId = text('Client ID', 'Client ID, which NetDocuments issues for one data centre.', 'AP-1A2B3C4D');
const clientSecret = secret('Client secret', 'Client secret that was issued with the client ID.', 'your-client-secret');
const credential = { bearer: '{{token.access}}' };

export const methods: PlatformMethod[] = [
  {
    name: 'oauth-refresh',
    title: 'OAuth 2 refresh token',
    description: 'Register an application for the data centre, and obtain a refresh token of a user.',
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        clientId,
        clientSecret,
        refreshToken: secret('Refresh token', 'Refresh token that the consent of the user gave.', 'your-refresh-token'),
      },
    },
    signIn: [
      {
        oauth2: {
          // Public clients keep the old refresh token; whether a new one kills it is not documented, so it is stored.
          grant: 'refresh_token',
          tokenUrl,
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          refreshToken: '{{secret.refreshToken}}',
        },
        replies: refreshReplies,
      },
    ],
    interactive: {
      authorizeUrl: 'https://{{page}}/neWeb2/OAuth.aspx',
      pkce: 'none',
      scope: { value: 'read', write: 'read edit' },
      codeSeconds: 120,
    },
    credential,
  },
  {
    name: 'client-credentials',
    title: 'Service account',
    description:
      'Register the application as a Non-Interactive Application Service Account. Let an administrator of the repository map its client ID to a service account that has access to the cabinets (Repository, Service Accounts).',
    secret: { required: ['clientId', 'clientSecret'], properties: { clientId, clientSecret } },
    config: { required: ['repositoryId'] },
    signIn: [
      {
        oauth2: {
          grant: 'client_credentials',
          tokenUrl,
          clientId: '{{secret.clientId}}|{{config.repositoryId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'basic-plain',
          scope: '{{config.scope}}',
        },
        replies: serviceReplies,
      },
    ],
    credential,
  },
];
