import type { PlatformOAuth2, PlatformStep } from '../../../api/platform.gen.ts';
import type { PlatformMethod } from '../../platform.ts';
import { password, secret, text, username } from '../shared/field.ts';

const account = { username, password };
const client = {
  clientId: text(
    'Client ID',
    'Client ID of the application (System OAuth, Application Registry).',
    '0123456789abcdef0123456789abcdef',
  ),
  clientSecret: secret(
    'Client secret',
    'Client secret of the application (System OAuth, Application Registry).',
    'your-client-secret',
  ),
};
const noJwt = { properties: { keyId: false, userIdentifier: false } };
const user =
  'The user must be active, not locked out and allowed interactive sessions, and needs read access to its own record in sys_user.';
const credential = { bearer: '{{token.access}}' };

const clientFields = {
  tokenUrl: 'https://{{config.hostname}}/oauth_token.do',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
} as const;

const replies = [{ table: 'token' }];

function tokenStep(oauth2: Pick<PlatformOAuth2, 'grant'> & Partial<PlatformOAuth2>): PlatformStep {
  return { oauth2: { ...clientFields, ...oauth2 }, replies };
}

export const methods: PlatformMethod[] = [
  {
    name: 'basic',
    title: 'User name and password',
    description: `Create a user of the instance. ${user} A refused password is sent once.`,
    secret: { required: ['username', 'password'], properties: account },
    config: noJwt,
    credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth refresh token',
    description: `Create an OAuth API endpoint for external clients in the Application Registry, and obtain a refresh token of it, which lives 100 days unless set otherwise. ${user}`,
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        ...client,
        refreshToken: secret('Refresh token', 'Refresh token that the authorization issued.', 'your-refresh-token'),
      },
    },
    config: noJwt,
    signIn: [tokenStep({ grant: 'refresh_token', refreshToken: '{{secret.refreshToken}}' })],
    interactive: { authorizeUrl: 'https://{{config.hostname}}/oauth_auth.do' },
    credential,
  },
  {
    name: 'oauth-password',
    title: 'OAuth with user name and password',
    description: `Create an OAuth API endpoint for external clients in the Application Registry. ${user} A refused password is sent once.`,
    secret: {
      required: ['clientId', 'clientSecret', 'username', 'password'],
      properties: { ...client, ...account },
    },
    config: noJwt,
    signIn: [tokenStep({ grant: 'password', username: '{{secret.username}}', password: '{{secret.password}}' })],
    credential,
  },
  {
    name: 'client-credentials',
    title: 'OAuth client credentials',
    description: `Create an OAuth application with the client credentials grant and an application user. ${user}`,
    secret: { required: ['clientId', 'clientSecret'], properties: client },
    config: noJwt,
    signIn: [tokenStep({ grant: 'client_credentials' })],
    credential,
  },
  {
    name: 'jwt-bearer',
    title: 'OAuth JWT bearer',
    description: `Create an OAuth JWT API endpoint for external clients, with a JWT verifier map for the certificate of the key. ${user}`,
    secret: {
      required: ['clientId', 'clientSecret', 'privateKey'],
      properties: {
        ...client,
        privateKey: secret(
          'Private key',
          'Private key of the certificate in the verifier map, in PEM.',
          '-----BEGIN PRIVATE KEY-----…',
        ),
      },
    },
    config: { required: ['keyId', 'userIdentifier'] },
    signIn: [
      {
        name: 'assertion',
        sign: {
          key: '{{secret.privateKey}}',
          keyId: '{{config.keyId}}',
          claims: { iss: '{{secret.clientId}}', aud: '{{secret.clientId}}', sub: '{{config.userIdentifier}}' },
        },
      },
      tokenStep({ grant: 'jwt_bearer', assertion: '{{assertion.jwt}}' }),
    ],
    credential,
  },
];
