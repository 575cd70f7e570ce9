import type { PlatformSpec } from '../platform.ts';
import { secret, text } from './field.ts';
import { apiReplies, grants, rightsReplies, tokenReplies } from './replies/laserfiche.ts';

const repositories = 'https://api.{{config.domain}}/repository/v2/Repositories';
const fromAccessKey = 'Comes with accessKey.';

export const laserfiche = {
  title: 'Laserfiche (Cloud)',
  category: 'ContentManagement',
  documentation: 'https://developer.laserfiche.com/',
  config: {
    properties: {
      repositoryId: text('Repository ID', 'The repository that must be there.', 'r-0123abcd', {
        // unverified: the form of a repository ID.
        pattern: '^r-[0-9a-z]+$',
      }),
      scope: text('Scope', 'Scopes, separated by spaces.', 'repository.Read', { default: 'repository.Read' }),
      entryId: text('Entry ID', 'Its rights are looked at. Default: 1, the root folder.', '1', { pattern: '^\\d+$' }),
      domain: text('Region', 'Default: from accessKey.', 'eu.laserfiche.com', {
        enum: ['laserfiche.com', 'laserfiche.ca', 'eu.laserfiche.com'],
      }),
    },
  },
  hosts: ['laserfiche.com', 'laserfiche.ca', 'eu.laserfiche.com'].flatMap((domain) => [
    `signin.${domain}`,
    `api.${domain}`,
  ]),
  methods: [
    {
      name: 'service-principal',
      title: 'Service principal',
      description:
        'In Account Administration a service principal with a key, and a user of the repository for it; in the Developer Console a service app with that principal, the scope repository.Read, and an access key. Put the access key as it is issued into accessKey.',
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
            'Account Administration, Service Principals.',
            'your-key',
          ),
          accessKey: secret('Access key', 'Developer Console, Authentication; base64 as issued.', 'eyJjdXN0b21lcklk…'),
          clientId: text('Client ID', fromAccessKey, 'a1b2c3d4-e5f6'),
          privateKey: secret('Signing key', fromAccessKey, '{"kty": "EC", …}'),
          keyId: text('Key ID', fromAccessKey, 'Zm9vYmFy'),
        },
      },
      auth: {
        oauth2: {
          tokenUrl: 'https://signin.{{config.domain}}/oauth/Token',
          assertion: {
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
          // The JWT is the bearer of the token request, no form field.
          headers: { Authorization: 'Bearer {{session.assertion}}' },
          form: { client_assertion_type: '', client_assertion: '' },
          scope: '{{config.scope}}',
          replies: tokenReplies(true, [
            'accessKey is not one of this service app, or it was deleted',
            'servicePrincipalKey is wrong',
            'scope has one that the service app may not use',
          ]),
        },
      },
    },
  ],
  http: {
    values: { entry: 'has(requires.path) ? requires.path : has(config.entryId) ? config.entryId : "1"' },
    test: { url: repositories },
    account: { id: 'claims.trid', name: 'claims.name', tenant: 'claims.csid' },
    identity:
      'status == 200 && type(json.value) == list && claims.csid != "" && (claims.trid != "" || claims.name != "")',
    replies: apiReplies,
    access: [
      {
        when: 'has(config.repositoryId) && (has(requires.access) || has(requires.path) || has(config.entryId))',
        request: { url: `${repositories}/{{config.repositoryId}}/Entries/{{values.entry}}/Rights` },
        grants,
        replies: rightsReplies,
      },
    ],
  },
} satisfies PlatformSpec;
