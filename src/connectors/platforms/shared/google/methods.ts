import type { PlatformMethod } from '../../../platform.ts';
import { secret, text, visible } from '../field.ts';

export const email = { pattern: '^[^@\\s]+@[^@\\s]+$' };
export const tokenUrl = 'https://oauth2.googleapis.com/token';
export const credential = { bearer: '{{token.access}}' };
/** https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests */
export const bearingAssertion = { grant: 'jwt_bearer', tokenUrl, assertion: '{{assertion.jwt}}' } as const;

interface ServiceAccount {
  description: string;
  config?: PlatformMethod['config'];
  /** Claims besides `iss` and `aud`. */
  claims: Record<string, string>;
  /** Table of the token endpoint's responses. */
  table: 'delegated' | 'own';
}

/** https://developers.google.com/identity/protocols/oauth2/service-account */
export function serviceAccount({ description, config, claims, table }: ServiceAccount): PlatformMethod {
  return {
    name: 'service-account',
    title: 'Service account',
    description: `${description} Put the key file into key \`serviceAccountJson\`. Its token_uri is not used.`,
    unpack: [
      {
        key: 'serviceAccountJson',
        format: 'json',
        into: {
          'secret.clientEmail': 'client_email',
          'secret.privateKey': 'private_key',
          'secret.privateKeyId': 'private_key_id',
          'secret.type': 'type',
          'secret.universeDomain': 'universe_domain',
        },
      },
    ],
    secret: { required: ['clientEmail', 'privateKey'], properties: keyFields },
    ...(config ? { config } : {}),
    signIn: [
      {
        name: 'assertion',
        sign: {
          key: '{{secret.privateKey}}',
          keyId: '{{secret.privateKeyId}}',
          claims: { iss: '{{secret.clientEmail}}', ...claims, aud: tokenUrl },
          // Google takes 3600; less of it lets a clock that is wrong be noticed.
          lifetimeSeconds: 600,
        },
      },
      { oauth2: bearingAssertion, replies: [{ table }] },
    ],
    credential,
  };
}

const keyFields = {
  serviceAccountJson: secret(
    'Key file',
    'The JSON key file as Google issues it. It replaces all other keys.',
    '{"type": "service_account", …}',
  ),
  clientEmail: text(
    'Service account',
    'The e-mail address of the service account.',
    'svc@project.iam.gserviceaccount.com',
    email,
  ),
  privateKey: secret('Private key', 'The private key in PEM.', '-----BEGIN PRIVATE KEY-----…'),
  privateKeyId: text('Key ID', 'The ID of the private key.', '0123456789abcdef'),
  type: text('Kind of key file', 'The kind of the key file. Google issues others that look alike.', 'service_account', {
    const: 'service_account',
    ...visible,
  }),
  universeDomain: text(
    'Universe',
    "The universe of the key file. Only Google's own cloud is supported.",
    'googleapis.com',
    { const: 'googleapis.com', ...visible },
  ),
};

/** https://developers.google.com/identity/protocols/oauth2/web-server#offline; Google gives no new refresh token. */
/** @param scopes - what follows https://www.googleapis.com/auth/ for reading, and for writing */
export function oauthRefresh(description: string, scopes: readonly [string, string]): PlatformMethod {
  const [value = '', write = ''] = scopes.map((scope) => `https://www.googleapis.com/auth/${scope}`);
  return {
    name: 'oauth-refresh',
    title: 'OAuth refresh token',
    description,
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        clientId: text(
          'Client ID',
          'The ID of the OAuth client, from the Google Cloud console, Clients.',
          '1234-abc.apps.googleusercontent.com',
        ),
        clientSecret: secret('Client secret', 'The secret of the same client.', 'GOCSPX-your-client-secret'),
        refreshToken: secret(
          'Refresh token',
          'The refresh token from a sign-in with access_type=offline.',
          '1//your-refresh-token',
        ),
      },
    },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          rotates: false,
          tokenUrl,
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          refreshToken: '{{secret.refreshToken}}',
        },
        replies: [{ table: 'refresh' }],
      },
    ],
    interactive: {
      authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
      issuer: 'https://accounts.google.com',
      scope: { value, write },
      // Without consent a second sign-in brings no refresh token.
      parameters: { access_type: 'offline', prompt: 'select_account consent' },
      redirect: { host: '127.0.0.1', port: 'any' },
      refusals: [
        { error: 'access_denied', fix: 'Allow access. An app in testing admits its test users alone.' },
        { error: 'admin_policy_enforced', fix: 'Have a Workspace administrator allow the client.' },
      ],
    },
    credential,
  };
}
