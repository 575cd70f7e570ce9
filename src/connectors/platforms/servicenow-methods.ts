import type { PlatformMethod } from '../platform.ts';
import { password, secret, text, username } from './field.ts';
import { tokenReplies } from './replies/servicenow.ts';

const account = { username, password };
const client = {
  clientId: text('Client ID', 'System OAuth, Application Registry.', '0123456789abcdef0123456789abcdef'),
  clientSecret: secret('Client secret', 'Same place.', 'your-client-secret'),
};
const clientFields = {
  tokenUrl: 'https://{{config.hostname}}/oauth_token.do',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
  replies: tokenReplies,
} as const;
const noJwt = { properties: { keyId: false, userIdentifier: false } };
const user =
  'The user must be active, not locked out and allowed interactive sessions, and needs read access to its own record in sys_user.';

export const methods: PlatformMethod[] = [
  {
    name: 'basic',
    title: 'User name and password',
    description: `A user of the instance. ${user} A refused password is sent once.`,
    secret: { required: ['username', 'password'], properties: account },
    config: noJwt,
    auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth refresh token',
    description: `An OAuth API endpoint for external clients in the Application Registry, and a refresh token of it (100 days unless set otherwise). ${user}`,
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: { ...client, refreshToken: secret('Refresh token', 'From the sign-in.', 'your-refresh-token') },
    },
    config: noJwt,
    auth: { oauth2: { grant: 'refresh_token', ...clientFields } },
  },
  {
    name: 'oauth-password',
    title: 'OAuth with user name and password',
    description: `An OAuth API endpoint for external clients in the Application Registry. ${user} A refused password is sent once.`,
    secret: {
      required: ['clientId', 'clientSecret', 'username', 'password'],
      properties: { ...client, ...account },
    },
    config: noJwt,
    auth: {
      oauth2: {
        grant: 'password',
        username: '{{secret.username}}',
        password: '{{secret.password}}',
        ...clientFields,
      },
    },
  },
  {
    name: 'client-credentials',
    title: 'OAuth client credentials',
    description: `An OAuth application with the client credentials grant and an application user. ${user}`,
    secret: { required: ['clientId', 'clientSecret'], properties: client },
    config: noJwt,
    auth: { oauth2: clientFields },
  },
  {
    name: 'jwt-bearer',
    title: 'OAuth JWT bearer',
    description: `An OAuth JWT API endpoint for external clients, with a JWT verifier map for the certificate of the key. ${user}`,
    secret: {
      required: ['clientId', 'clientSecret', 'privateKey'],
      properties: {
        ...client,
        privateKey: secret(
          'Private key',
          'PEM, of the certificate in the verifier map.',
          '-----BEGIN PRIVATE KEY-----…',
        ),
      },
    },
    config: { required: ['keyId', 'userIdentifier'] },
    auth: {
      jwtBearer: {
        assertion: {
          key: '{{secret.privateKey}}',
          keyId: '{{config.keyId}}',
          claims: { iss: '{{secret.clientId}}', aud: '{{secret.clientId}}', sub: '{{config.userIdentifier}}' },
        },
        ...clientFields,
      },
    },
  },
];
