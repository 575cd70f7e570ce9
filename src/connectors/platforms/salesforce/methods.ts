import type { PlatformMethod } from '../../platform.ts';
import type { PlatformOAuth2 } from '../../../api/platform.gen.ts';
import { password, secret, text } from '../shared/field.ts';

export const email = { pattern: '^[^@\\s]+@[^@\\s]+$' };

const client = {
  clientId: text('Consumer key', 'Consumer key of the connected app or external client app.', '3MVG9.example'),
  clientSecret: secret(
    'Consumer secret',
    'Consumer secret of the connected app or external client app. A public client has none.',
    'your-consumer-secret',
  ),
};
const clientFields = {
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
} as const;
const notJwt = { clientId: false, username: false };
const atLogin = { properties: { ...notJwt, myDomainUrl: false } };

const replies = [{ table: 'token' }];
const set = { instanceUrl: 'json.instance_url' };

function tokenStep(oauth2: Omit<PlatformOAuth2, 'tokenUrl'>) {
  return {
    name: 'token',
    oauth2: { ...oauth2, tokenUrl: '{{login}}/services/oauth2/token' },
    replies,
    set,
  };
}
const credential = { bearer: '{{token.access}}' };

export const methods: PlatformMethod[] = [
  {
    name: 'jwt-bearer',
    title: 'JWT bearer',
    description:
      'Create a connected app with Use digital signatures, the certificate of the key, and the scopes api and openid. Set its permitted users to pre-authorized, and give it a profile or permission set of the user.',
    secret: {
      required: ['privateKey'],
      properties: {
        privateKey: secret(
          'Private key',
          'Private key of the uploaded certificate, in PEM.',
          '-----BEGIN PRIVATE KEY-----…',
        ),
      },
    },
    config: { required: ['clientId', 'username'], properties: { myDomainUrl: false } },
    signIn: [
      {
        name: 'assertion',
        sign: {
          key: '{{secret.privateKey}}',
          claims: { iss: '{{config.clientId}}', sub: '{{config.username}}', aud: '{{audience}}' },
          lifetimeSeconds: 180,
        },
      },
      tokenStep({ grant: 'jwt_bearer', assertion: '{{assertion.jwt}}' }),
    ],
    credential,
  },
  {
    name: 'client-credentials',
    title: 'Client credentials',
    description:
      'Create a connected app with the client credentials flow, the scopes api and openid, and a user to run as, who needs the permission API Enabled.',
    secret: { required: ['clientId', 'clientSecret'], properties: client },
    config: { required: ['myDomainUrl'], properties: { ...notJwt, loginUrl: false } },
    signIn: [tokenStep({ grant: 'client_credentials', ...clientFields })],
    credential,
  },
  {
    name: 'refresh-token',
    title: 'Refresh token',
    description:
      'Obtain a refresh token of a user who authorizes the app with the scopes refresh_token, api and openid. A sixth approval of the same user and app ends the oldest one.',
    secret: {
      required: ['clientId', 'refreshToken'],
      properties: {
        ...client,
        refreshToken: secret('Refresh token', 'Refresh token that the authorization issued.', 'your-refresh-token'),
      },
    },
    config: atLogin,
    signIn: [tokenStep({ grant: 'refresh_token', ...clientFields, refreshToken: '{{secret.refreshToken}}' })],
    interactive: {
      authorizeUrl: '{{login}}/services/oauth2/authorize',
      client: 'either',
      scope: { value: 'api refresh_token openid' },
      parameters: { prompt: 'login' },
      approvals: 5,
      refusals: [{ error: 'invalid_client', fix: 'Have the app installed in the org, and correct ID and secret.' }],
    },
    credential,
  },
  {
    name: 'username-password',
    title: 'User name and password (discouraged)',
    description:
      'Use a user with the permission API Enabled and the security token of that user (personal settings, Reset My Security Token), in an organization that allows this flow. A refused password is not sent again.',
    secret: {
      required: ['username', 'password', 'securityToken', 'clientId', 'clientSecret'],
      properties: {
        ...client,
        username: text('User name', 'User name, in the form of an e-mail address.', 'migration@example.com', email),
        password,
        securityToken: secret(
          'Security token',
          'Security token of the user, which is sent behind the password.',
          'your-security-token',
        ),
      },
    },
    config: atLogin,
    signIn: [
      tokenStep({
        grant: 'password',
        username: '{{secret.username}}',
        password: '{{secret.password}}{{secret.securityToken}}',
        ...clientFields,
      }),
    ],
    credential,
  },
];
