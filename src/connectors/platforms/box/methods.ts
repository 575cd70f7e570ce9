import type { PlatformMethod } from '../../platform.ts';
import { secret, text, token } from '../shared/field.ts';
import { assertionReplies, grantReplies, refreshReplies, tokenUrl } from './replies.ts';

const client = {
  clientId: text(
    'Client ID',
    'The client ID of the application, from the Developer Console, Configuration.',
    'a1b2c3d4e5f6',
  ),
  clientSecret: secret(
    'Client Secret',
    'The client secret of the application, from the Developer Console, Configuration.',
    'your-client-secret',
  ),
};
const byClient = {
  tokenUrl,
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
} as const;
const credential = { bearer: '{{token.access}}' };
const noSubject = { userId: false, boxSubjectType: false, boxSubjectId: false };
const appSettings = 'boxAppSettings';

/** https://developer.box.com/guides/authentication/jwt */
export const jwt: PlatformMethod = {
  name: 'jwt',
  title: 'Server authentication with JWT',
  description:
    'Create a Platform App with Server Authentication (with JWT) and its key pair, and have an administrator approve it. Put the file that Box issues into key `configJson` as it is, or its parts into keys of their own.',
  unpack: [
    {
      key: 'configJson',
      format: 'json',
      into: {
        'secret.clientId': `${appSettings}.clientID`,
        'secret.clientSecret': `${appSettings}.clientSecret`,
        'secret.publicKeyId': `${appSettings}.appAuth.publicKeyID`,
        'secret.privateKey': `${appSettings}.appAuth.privateKey`,
        'secret.passphrase': `${appSettings}.appAuth.passphrase`,
        'config.enterpriseId': 'enterpriseID',
      },
    },
  ],
  secret: {
    required: ['clientId', 'clientSecret', 'publicKeyId', 'privateKey'],
    properties: {
      configJson: secret(
        'Configuration file',
        'The configuration file as Box issues it. It replaces all other keys.',
        '{"boxAppSettings": …}',
      ),
      ...client,
      publicKeyId: text('Public Key ID', 'The ID of the key pair.', '9x8y7z6w'),
      privateKey: secret(
        'Private key',
        'The private key of the key pair in PEM (PKCS#8), usually encrypted.',
        '-----BEGIN ENCRYPTED PRIVATE KEY-----…',
      ),
      passphrase: secret('Passphrase', 'The passphrase of the private key, if it is encrypted.', 'your-passphrase'),
    },
  },
  config: {
    anyOf: [{ required: ['enterpriseId'] }, { required: ['userId'] }],
    properties: { boxSubjectType: false, boxSubjectId: false },
  },
  signIn: [
    {
      name: 'assertion',
      sign: {
        key: '{{secret.privateKey}}',
        passphrase: '{{secret.passphrase}}',
        keyId: '{{secret.publicKeyId}}',
        algorithm: '{{config.jwtAlgorithm}}',
        claims: {
          iss: '{{secret.clientId}}',
          sub: '{{subjectId}}',
          box_sub_type: '{{subjectType}}',
          aud: tokenUrl,
        },
        // Box takes at most 60; the rest is room for a clock that is ahead.
        lifetimeSeconds: 30,
      },
    },
    { oauth2: { grant: 'jwt_bearer', assertion: '{{assertion.jwt}}', ...byClient }, replies: assertionReplies },
  ],
  credential,
};

/** https://developer.box.com/guides/authentication/client-credentials */
export const clientCredentials: PlatformMethod = {
  name: 'client-credentials',
  title: 'Server authentication with client credentials',
  description:
    'Create a Platform App with Server Authentication (Client Credentials Grant), and have an administrator approve it.',
  secret: { required: ['clientId', 'clientSecret'], properties: client },
  config: { required: ['boxSubjectType', 'boxSubjectId'], properties: { userId: false } },
  signIn: [
    {
      oauth2: {
        grant: 'client_credentials',
        ...byClient,
        form: { box_subject_type: '{{config.boxSubjectType}}', box_subject_id: '{{config.boxSubjectId}}' },
      },
      replies: grantReplies,
    },
  ],
  credential,
};

/** https://developer.box.com/guides/authentication/tokens/refresh: every use gives a new refresh token and ends the old one. */
export const oauthRefresh: PlatformMethod = {
  name: 'oauth-refresh',
  title: 'OAuth refresh token',
  description:
    'Create a Platform App with User Authentication (OAuth 2.0), and obtain a refresh token of the user who granted it access. Box replaces the refresh token at every use, and one that is not used for 60 days expires. Sign in separately for this Connection, so that no other program uses its refresh token.',
  secret: {
    required: ['clientId', 'clientSecret', 'refreshToken'],
    properties: {
      ...client,
      refreshToken: secret(
        'Refresh token',
        'The refresh token from a sign-in of the user. Each works once, and the operator stores its successor.',
        'your-refresh-token',
      ),
    },
  },
  config: { properties: noSubject },
  signIn: [
    {
      oauth2: { grant: 'refresh_token', ...byClient, refreshToken: '{{secret.refreshToken}}' },
      replies: refreshReplies,
    },
  ],
  interactive: {
    // https://developer.box.com/guides/authentication/oauth2: the code lives 30 seconds, and PKCE is not mentioned.
    authorizeUrl: 'https://account.box.com/api/oauth2/authorize',
    pkce: 'none',
    redirect: { port: 'any' },
    codeSeconds: 30,
  },
  credential,
};

export const accessToken: PlatformMethod = {
  name: 'access-token',
  title: 'Access token',
  description:
    'Create an access token elsewhere, such as a Developer Token. It expires after 60 minutes, so use this method only for trials.',
  secret: {
    required: ['accessToken'],
    properties: {
      accessToken: secret('Access token', 'The access token, such as a Developer Token.', 'your-access-token', token),
    },
  },
  config: { properties: noSubject },
  credential: { bearer: '{{secret.accessToken}}' },
};
