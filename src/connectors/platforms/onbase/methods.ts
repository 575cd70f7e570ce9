import type { PlatformMethod } from '../../platform.ts';
import { password, secret, text, username } from '../shared/field.ts';

export const core = '{{config.apiUrl}}/onbase/core';

const clientId = text('Client ID', 'Client ID of the client connection in the Hyland IdP.', 'connection-operator');
const clientSecret = secret('Client secret', 'Client secret of the client connection.', 'your-client-secret');
const oauth2 = {
  tokenUrl: '{{config.idpUrl}}/connect/token',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
  scope: 'evolution',
  form: { tenant: '{{config.tenant}}' },
} as const;
const shared = {
  credential: { bearer: '{{token.access}}' },
  signOut: [
    {
      request: { method: 'POST', url: `${core}/session/disconnect`, headers: { Cookie: '{{groups.cookie}}' } },
    },
  ],
} satisfies Partial<PlatformMethod>;

export const methods: PlatformMethod[] = [
  {
    name: 'password',
    title: 'User name and password',
    description:
      'In the IdP create a client connection with protocol oidc, grant Password, scope evolution and a client secret, then recycle the application pool of the IdP. Create a user of OnBase with permissions on document types. A test takes a license for a moment.',
    secret: {
      required: ['clientId', 'clientSecret', 'username', 'password'],
      properties: { clientId, clientSecret, username, password },
    },
    signIn: [
      {
        oauth2: { grant: 'password', ...oauth2, username: '{{secret.username}}', password: '{{secret.password}}' },
        replies: [{ table: 'token' }],
      },
    ],
    ...shared,
  },
  {
    name: 'client-credentials',
    title: 'Client credentials',
    description:
      'In the IdP create a client connection with client credentials and scope evolution. The vendor describes it for administration clients only, if OnBase is on premises.',
    secret: { required: ['clientId', 'clientSecret'], properties: { clientId, clientSecret } },
    signIn: [{ oauth2: { grant: 'client_credentials', ...oauth2 }, replies: [{ table: 'token' }] }],
    ...shared,
  },
];
