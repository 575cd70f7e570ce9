import type { PlatformMethod } from '../../platform.ts';
import { accessToken, password, secret, text, username } from '../shared/field.ts';
import { tokenReplies } from './replies.ts';

export const methods: PlatformMethod[] = [
  {
    name: 'basic',
    title: 'User name and password',
    description: 'Create a user of the directory behind FileNet that is allowed to connect to the object store.',
    secret: { required: ['username', 'password'], properties: { username, password } },
    credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'token',
    title: 'Access token',
    description:
      'Obtain a token of the OpenID, IAM or Zen provider elsewhere. It expires and is not refreshed, so use this method for trials only.',
    secret: {
      required: ['accessToken'],
      properties: { accessToken },
    },
    credential: { bearer: '{{secret.accessToken}}' },
  },
  {
    name: 'client-credentials',
    title: 'OpenID provider, client credentials',
    description:
      'Create a confidential client of the OpenID provider that FileNet trusts. Its token must contain an account that exists in FileNet.',
    secret: {
      required: ['clientId', 'clientSecret'],
      properties: {
        clientId: text('Client ID', 'Client ID at the OpenID provider.', 'connection-operator'),
        clientSecret: secret('Client secret', 'Client secret at the OpenID provider.', 'your-client-secret'),
      },
    },
    config: { required: ['tokenUrl'] },
    signIn: [
      {
        oauth2: {
          grant: 'client_credentials',
          tokenUrl: '{{config.tokenUrl}}',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          scope: '{{config.scope}}',
          // As the vendor's own client reads it: ibm-ecm/cs-mcp-server.
          access: 'orElse(json.access_token, json.token)',
        },
        replies: tokenReplies,
      },
    ],
    credential: { bearer: '{{token.access}}' },
  },
];
