import type { PlatformMethod } from '../../platform.ts';
import { rotatingRefreshToken, secret, text } from '../shared/field.ts';
import { assertionReplies, clientReplies, refreshReplies } from './replies.ts';

export const root = 'https://developer.api.autodesk.com';

const tokenUrl = `${root}/authentication/v2/token`;
const client = { tokenUrl, clientId: '{{secret.clientId}}', clientSecret: '{{secret.clientSecret}}' };
const clientKeys = {
  clientId: text(
    'Client ID',
    'Client ID of the application (Autodesk Platform Services, My Applications).',
    'a1b2c3d4',
  ),
  clientSecret: secret(
    'Client Secret',
    'Client secret of the application (Autodesk Platform Services, My Applications).',
    'your-client-secret',
  ),
};
const forServiceAccounts = { keyId: false, serviceAccountId: false };
const credential = { bearer: '{{token.access}}' };

export const methods: PlatformMethod[] = [
  {
    name: 'two-legged',
    title: 'Application (two-legged)',
    description:
      'Create an application of Autodesk Platform Services with the Data Management API. An administrator of the account adds its Client ID under Custom Integrations.',
    secret: { required: ['clientId', 'clientSecret'], properties: clientKeys },
    config: { properties: { ...forServiceAccounts, folderId: false, projectId: false } },
    signIn: [{ oauth2: { grant: 'client_credentials', ...client, scope: '{{scopes}}' }, replies: clientReplies }],
    credential,
  },
  {
    name: 'oauth-refresh',
    title: 'User with a refresh token (three-legged)',
    description:
      'Create an application, and obtain a refresh token of a user with data:read. The token expires after 15 days, and each test replaces it, so do not use it elsewhere.',
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        ...clientKeys,
        refreshToken: rotatingRefreshToken,
      },
    },
    config: { properties: forServiceAccounts },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          ...client,
          refreshToken: '{{secret.refreshToken}}',
          scope: '{{config.scopes}}',
        },
        replies: refreshReplies,
      },
    ],
    interactive: {
      authorizeUrl: `${root}/authentication/v2/authorize`,
      scope: { value: 'data:read account:read', write: 'data:read data:write data:create account:read' },
      parameters: { response_mode: 'query', prompt: 'login' },
    },
    credential,
  },
  {
    name: 'secure-service-account',
    title: 'Secure service account',
    description:
      'Create a service account of the application with a private key, and invite it to the projects like a user. It can have up to three keys, so that they can be replaced one by one.',
    secret: {
      required: ['clientId', 'clientSecret', 'privateKey'],
      properties: {
        ...clientKeys,
        privateKey: secret(
          'Private key',
          'Private key of the service account, in PEM as Autodesk issues it.',
          '-----BEGIN RSA PRIVATE KEY-----…',
        ),
      },
    },
    config: { required: ['keyId', 'serviceAccountId'] },
    signIn: [
      {
        name: 'assertion',
        sign: {
          key: '{{secret.privateKey}}',
          keyId: '{{config.keyId}}',
          claims: {
            iss: '{{secret.clientId}}',
            sub: '{{config.serviceAccountId}}',
            aud: tokenUrl,
            // A list, not the text that OAuth has elsewhere.
            scope: '{{scopeList}}',
          },
        },
      },
      {
        oauth2: { grant: 'jwt_bearer', ...client, assertion: '{{assertion.jwt}}' },
        replies: assertionReplies,
      },
    ],
    credential,
  },
];
