import type { PlatformMethod, PlatformOAuth2 } from '../../../api/platform.gen.ts';
import { password, secret, text, token, username } from '../shared/field.ts';

const clientId = text('Client ID', 'Client ID that the authorization server issued.', 'my-client');
const clientSecrets = {
  required: ['clientId', 'clientSecret'],
  properties: {
    clientId,
    clientSecret: secret('Client secret', 'Client secret that the authorization server issued.', 'your-client-secret'),
  },
};

const credential = { bearer: '{{token.access}}' };

/** @param more - how the client shows who it is */
function clientGrant(more: Partial<PlatformOAuth2>): PlatformOAuth2 {
  return {
    grant: 'client_credentials',
    tokenUrl: '{{config.tokenUrl}}',
    clientId: '{{secret.clientId}}',
    scope: '{{config.scope}}',
    ...more,
  };
}

const clientCredentials: PlatformMethod = {
  name: 'client-credentials',
  title: 'OAuth 2.0 client credentials',
  description:
    'Use a client that is allowed to request tokens for itself. Its ID and secret are sent to `tokenUrl` with HTTP Basic.',
  secret: clientSecrets,
  config: { required: ['tokenUrl'] },
  signIn: [{ oauth2: clientGrant({ clientSecret: '{{secret.clientSecret}}' }) }],
  credential,
};

const clientSecretPost: PlatformMethod = {
  name: 'client-secret-post',
  title: 'OAuth 2.0 client credentials in the body',
  description:
    'As client-credentials, but ID and secret are sent in the body (client_secret_post), for token endpoints that do not accept HTTP Basic.',
  byNameOnly: true,
  secret: clientSecrets,
  config: { required: ['tokenUrl'] },
  signIn: [{ oauth2: clientGrant({ clientSecret: '{{secret.clientSecret}}', clientAuth: 'body' }) }],
  credential,
};

/** RFC 7523, 2.2 and 3. */
const privateKeyJwt: PlatformMethod = {
  name: 'private-key-jwt',
  title: 'OAuth 2.0 with a private key',
  description:
    'Register the public key with a client that is allowed to request tokens for itself (private_key_jwt). The operator signs an assertion with the private key and sends it to `tokenUrl`.',
  secret: {
    required: ['clientId', 'privateKey'],
    properties: {
      clientId,
      privateKey: secret(
        'Private key',
        'Private key in PEM, RSA or EC (see `algorithm`).',
        '-----BEGIN PRIVATE KEY-----…',
      ),
      passphrase: secret('Passphrase', 'Passphrase of the private key, if it is encrypted.', 'your-passphrase'),
      keyId: text('Key ID', 'Key ID (kid), if the authorization server requires one.', 'key-1'),
    },
  },
  config: { required: ['tokenUrl'] },
  signIn: [
    {
      name: 'proof',
      sign: {
        key: '{{secret.privateKey}}',
        passphrase: '{{secret.passphrase}}',
        keyId: '{{secret.keyId}}',
        algorithm: '{{config.algorithm}}',
        claims: { iss: '{{secret.clientId}}', sub: '{{secret.clientId}}', aud: '{{assertionAudience}}' },
        lifetimeSeconds: 120,
      },
    },
    {
      oauth2: clientGrant({ clientAuth: 'body', clientAssertion: '{{proof.jwt}}' }),
      replies: [
        {
          when: 'json.error == "invalid_client"',
          outcome: 'AccessRefused',
          compareClocks: true,
          causes: [
            '`privateKey` does not belong to a key of the client, or `keyId` or `algorithm` is another',
            '`clientId` is wrong',
            '`spec.config.audience` is not the audience that the authorization server expects',
          ],
        },
      ],
    },
  ],
  credential,
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
  credential,
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
  clientSecretPost,
  privateKeyJwt,
  workloadIdentity,
];
