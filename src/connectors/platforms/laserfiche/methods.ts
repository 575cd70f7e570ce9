import type { PlatformMethod } from '../../platform.ts';
import { secret, text } from '../shared/field.ts';
import { tokenReplies } from './replies.ts';

export const methods: PlatformMethod[] = [
  {
    name: 'service-principal',
    title: 'Service principal',
    description:
      'In Account Administration create a service principal with a key, and a user of the repository for it. In the Developer Console create a service app with that service principal, scope repository.Read and an access key. Put the access key as it is issued into `accessKey`.',
    unpack: [
      {
        key: 'accessKey',
        format: 'json',
        into: {
          'secret.clientId': 'clientId',
          'secret.privateKey': 'jwk',
          'secret.keyId': 'jwk.kid',
          'config.domain': 'domain',
        },
      },
    ],
    secret: {
      required: ['servicePrincipalKey', 'accessKey', 'clientId', 'privateKey', 'keyId'],
      properties: {
        servicePrincipalKey: secret(
          'Service principal key',
          'Key of the service principal in Account Administration, Service Principals.',
          'your-key',
        ),
        accessKey: secret(
          'Access key',
          'Access key of the app in the Developer Console, Authentication: base64, as it is issued.',
          'eyJjdXN0b21lcklk…',
        ),
        clientId: text('Client ID', 'Client ID of the app. It is part of `accessKey`.', 'a1b2c3d4-e5f6'),
        privateKey: secret(
          'Signing key',
          'Signing key of the app, a JWK. It is part of `accessKey`.',
          '{"kty": "EC", …}',
        ),
        keyId: text('Key ID', 'ID of the signing key. It is part of `accessKey`.', 'Zm9vYmFy'),
      },
    },
    signIn: [
      {
        name: 'assertion',
        sign: {
          key: '{{secret.privateKey}}',
          keyId: '{{secret.keyId}}',
          algorithm: 'ES256',
          claims: {
            client_id: '{{secret.clientId}}',
            client_secret: '{{secret.servicePrincipalKey}}',
            aud: 'laserfiche.com',
          },
          // The vendor's client takes an hour; less of it lets a clock that is wrong be noticed.
          lifetimeSeconds: 600,
        },
      },
      {
        oauth2: {
          grant: 'client_credentials',
          tokenUrl: 'https://signin.{{config.domain}}/oauth/Token',
          clientAuth: 'none',
          // The JWT is the bearer of the token request, no form field.
          headers: { Authorization: 'Bearer {{assertion.jwt}}' },
          scope: '{{config.scope}}',
        },
        replies: tokenReplies,
      },
    ],
    credential: { bearer: '{{token.access}}' },
  },
];
