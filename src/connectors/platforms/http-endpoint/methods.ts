import type { PlatformMethod } from '../../../api/platform.gen.ts';
import { password, secret, text, token, username } from '../shared/field.ts';

const clientCredentials: PlatformMethod = {
  name: 'client-credentials',
  title: 'OAuth 2.0 client credentials',
  description:
    'Use a client that is allowed to request tokens for itself. Its ID and secret are sent to `tokenUrl` with HTTP Basic.',
  secret: {
    required: ['clientId', 'clientSecret'],
    properties: {
      clientId: text('Client ID', 'Client ID that the authorization server issued.', 'my-client'),
      clientSecret: secret(
        'Client secret',
        'Client secret that the authorization server issued.',
        'your-client-secret',
      ),
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
      },
    },
  ],
  credential: { bearer: '{{token.access}}' },
};

const workloadIdentity: PlatformMethod = {
  name: 'oauth-workload-identity',
  title: 'OAuth 2.0 with a ServiceAccount of this cluster',
  description:
    "Needs no Secret: the client authenticates with a token of the Connection's ServiceAccount (RFC 7523, 2.2). Configure the authorization server to trust the issuer of the cluster's ServiceAccount tokens, for the subject system:serviceaccount:NAMESPACE:NAME and the audience in `audience`.",
  config: { required: ['tokenUrl', 'clientId', 'audience'] },
  serviceAccount: { audience: '{{config.audience}}' },
  signIn: [
    {
      oauth2: {
        grant: 'client_credentials',
        tokenUrl: '{{config.tokenUrl}}',
        clientId: '{{config.clientId}}',
        clientAuth: 'body',
        scope: '{{config.scope}}',
        clientAssertion: '{{serviceAccount.token}}',
      },
      replies: [
        {
          // There is no secret that could be wrong.
          when: 'json.error == "invalid_client"',
          outcome: 'InvalidConfiguration',
          causes: [
            'the authorization server does not trust the issuer, the subject or the audience of the token',
            'the authorization server has no client with the ID `spec.config.clientId`',
          ],
          fix: 'Correct `spec.config.clientId` and `spec.config.audience`, or what the authorization server trusts.',
        },
      ],
    },
  ],
  credential: { bearer: '{{token.access}}' },
};

export const methods: PlatformMethod[] = [
  {
    name: 'basic',
    title: 'User name and password',
    description: 'Use it if the address takes user name and password with HTTP Basic.',
    secret: { required: ['username', 'password'], properties: { username, password } },
    credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'bearer',
    title: 'Bearer token',
    description: 'Use a token that does not expire. It is sent in the header Authorization: Bearer.',
    secret: {
      required: ['token'],
      properties: { token: secret('Token', 'The token, without the word Bearer.', 'your-token', token) },
    },
    credential: { bearer: '{{secret.token}}' },
  },
  {
    name: 'header',
    title: 'Header',
    description: 'Use it if the address takes a key in its own header, such as X-Api-Key.',
    secret: {
      required: ['value'],
      properties: { value: secret('Value', 'The whole value of the header.', 'your-key', token) },
    },
    config: { required: ['headerName'] },
    credential: { headers: { '{{config.headerName}}': '{{secret.value}}' } },
  },
  clientCredentials,
  workloadIdentity,
];
