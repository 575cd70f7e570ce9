import type { PlatformMethod } from '../platform.ts';
import { secret, text } from './field.ts';
import { assertionReplies, clientReplies, refreshReplies } from './replies/autodesk.ts';

export const root = 'https://developer.api.autodesk.com';
const tokenUrl = `${root}/authentication/v2/token`;
const guid = { pattern: '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' };

/** The assertion wants its scopes one by one, in {{values.scope0}} and so on. */
export const scopeNumbers = [0, 1, 2, 3, 4, 5];

export const config = {
  properties: {
    accountId: text('Account ID', 'The account that must be seen.', '01234567-89ab-cdef-0123-456789abcdef', guid),
    region: text('Region', 'Where the account must be. AUS was APAC.', 'EMEA', {
      enum: ['US', 'EMEA', 'AUS', 'CAN', 'DEU', 'IND', 'JPN', 'GBR'],
    }),
    scopes: text(
      'Scopes',
      'Separated by spaces. Default: data:read account:read, or those granted (oauth-refresh).',
      'data:read',
      {
        pattern: '^[a-z_-]+:[a-z_-]+( [a-z_-]+:[a-z_-]+){0,5}$',
      },
    ),
    projectId: text('Project ID', 'Project of folderId.', '01234567-89ab-cdef-0123-456789abcdef', {
      pattern: '^(b\\.)?[0-9A-Za-z-]+$',
    }),
    folderId: text('Folder ID', 'Folder whose rights are looked at.', 'urn:adsk.wipprod:fs.folder:co.abc', {
      pattern: '^urn:[^\\s/]+$',
    }),
    keyId: text('Key ID', 'Of the private key (secure-service-account).', '01234567-89ab-cdef-0123-456789abcdef'),
    serviceAccountId: text('Service account ID', 'Whom to act as (secure-service-account).', 'ABCDEFGH1234'),
  },
  dependentRequired: { folderId: ['projectId'], projectId: ['folderId'] },
};

const client = { clientId: '{{secret.clientId}}', clientSecret: '{{secret.clientSecret}}' };
const clientKeys = {
  clientId: text('Client ID', 'Of the application (Autodesk Platform Services, My Applications).', 'a1b2c3d4'),
  clientSecret: secret('Client Secret', 'Of the application.', 'your-client-secret'),
};
const forServiceAccounts = { keyId: false, serviceAccountId: false };

export const methods: PlatformMethod[] = [
  {
    name: 'two-legged',
    title: 'Application (two-legged)',
    description:
      'An application of Autodesk Platform Services with the Data Management API. An administrator of the account must add its Client ID under Custom Integrations.',
    secret: { required: ['clientId', 'clientSecret'], properties: clientKeys },
    config: { properties: { ...forServiceAccounts, folderId: false, projectId: false } },
    auth: { oauth2: { tokenUrl, ...client, scope: '{{values.scopes}}', replies: clientReplies } },
  },
  {
    name: 'oauth-refresh',
    title: 'User with a refresh token (three-legged)',
    description:
      'An application, and the refresh token of a user who authorized it with data:read. It ends after 15 days, and each test replaces it: do not use it elsewhere.',
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        ...clientKeys,
        refreshToken: secret('Refresh token', 'From the authorization; it works once.', 'your-refresh-token'),
      },
    },
    config: { properties: forServiceAccounts },
    auth: {
      oauth2: { grant: 'refresh_token', tokenUrl, ...client, scope: '{{config.scopes}}', replies: refreshReplies },
    },
  },
  {
    name: 'secure-service-account',
    title: 'Secure service account',
    description:
      'A service account of the application with a private key, invited to the projects like a user. Up to three keys let them be exchanged one by one.',
    secret: {
      required: ['clientId', 'clientSecret', 'privateKey'],
      properties: {
        ...clientKeys,
        privateKey: secret('Private key', 'PEM, as Autodesk issues it.', '-----BEGIN RSA PRIVATE KEY-----…'),
      },
    },
    config: { required: ['keyId', 'serviceAccountId'] },
    auth: {
      jwtBearer: {
        tokenUrl,
        ...client,
        assertion: {
          key: '{{secret.privateKey}}',
          keyId: '{{config.keyId}}',
          claims: {
            iss: '{{secret.clientId}}',
            sub: '{{config.serviceAccountId}}',
            aud: tokenUrl,
            scope: scopeNumbers.map((at) => `{{values.scope${at}}}`),
          },
          lifetimeSeconds: 300,
        },
        replies: assertionReplies,
      },
    },
  },
];
