import type { PlatformMethod } from '../platform.ts';
import { password, secret, text } from './field.ts';
import { tokenReplies } from './replies/salesforce.ts';

const tokenUrl = '{{values.login}}/services/oauth2/token';
export const email = { pattern: '^[^@\\s]+@[^@\\s]+$' };
const answer = { values: { instanceUrl: 'json.instance_url' }, replies: tokenReplies };

const client = {
  clientId: text('Consumer key', 'Of the connected app or external client app.', '3MVG9.example'),
  clientSecret: secret('Consumer secret', 'Same place; none for a public client.', 'your-consumer-secret'),
};
const clientFields = {
  tokenUrl,
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
} as const;
const notJwt = { clientId: false, username: false };

export const methods: PlatformMethod[] = [
  {
    name: 'jwt-bearer',
    title: 'JWT bearer',
    description:
      'A connected app with Use digital signatures and the certificate of the key, scopes api and openid, permitted users set to pre-authorized, and a profile or permission set of the user on it.',
    secret: {
      required: ['privateKey'],
      properties: {
        privateKey: secret('Private key', 'PEM, of the uploaded certificate.', '-----BEGIN PRIVATE KEY-----…'),
      },
    },
    config: { required: ['clientId', 'username'], properties: { myDomainUrl: false } },
    auth: {
      jwtBearer: {
        tokenUrl,
        assertion: {
          key: '{{secret.privateKey}}',
          claims: { iss: '{{config.clientId}}', sub: '{{config.username}}', aud: '{{values.audience}}' },
          lifetimeSeconds: 180,
        },
        ...answer,
      },
    },
  },
  {
    name: 'client-credentials',
    title: 'Client credentials',
    description:
      'A connected app with the client credentials flow enabled, scopes api and openid, and a user to run as, who needs API Enabled.',
    secret: { required: ['clientId', 'clientSecret'], properties: client },
    config: { required: ['myDomainUrl'], properties: { ...notJwt, loginUrl: false } },
    auth: { oauth2: { ...clientFields, ...answer } },
  },
  {
    name: 'refresh-token',
    title: 'Refresh token',
    description:
      'A refresh token that a user gave the app (scopes refresh_token, api, openid). A sixth approval of the same user and app ends the oldest one.',
    secret: {
      required: ['clientId', 'refreshToken'],
      properties: { ...client, refreshToken: secret('Refresh token', 'From the sign-in.', 'your-refresh-token') },
    },
    config: { properties: { ...notJwt, myDomainUrl: false } },
    auth: { oauth2: { grant: 'refresh_token', ...clientFields, ...answer } },
  },
  {
    name: 'username-password',
    title: 'User name and password (discouraged)',
    description:
      'A user with API Enabled, the security token of that user (personal settings, Reset My Security Token), and an organization that allows this flow. A refused password is not sent again.',
    secret: {
      required: ['username', 'password', 'securityToken', 'clientId', 'clientSecret'],
      properties: {
        ...client,
        username: text('User name', 'In the form of an e-mail address.', 'migration@example.com', email),
        password,
        securityToken: secret('Security token', 'Sent behind the password.', 'your-security-token'),
      },
    },
    config: { properties: { ...notJwt, myDomainUrl: false } },
    auth: {
      oauth2: {
        grant: 'password',
        username: '{{secret.username}}',
        password: '{{secret.password}}{{secret.securityToken}}',
        ...clientFields,
        ...answer,
      },
    },
  },
];
