import type { PlatformSpec } from '../platform.ts';
import { password, secret, text, token, username } from './field.ts';

const url = { pattern: '^https?://[^\\s]+$' };

export const httpEndpoint = {
  title: 'HTTP endpoint',
  aliases: ['REST API', 'Web service'],
  category: 'Business',
  documentation: 'https://www.rfc-editor.org/rfc/rfc9110#section-11',
  config: {
    required: ['url'],
    properties: {
      url: text(
        'Address',
        'Read with GET, first without the credential, which must be refused, then with it, which must be accepted. That and no more is proved.',
        'https://api.example.com/v1/me',
        url,
      ),
      expectedStatus: {
        type: 'integer',
        minimum: 200,
        maximum: 299,
        title: 'Expected status',
        description: 'The one status that counts as accepted. Default: any 2xx.',
        examples: [200],
      },
      headerName: text('Header', 'Name of the header that takes the value (header).', 'X-Api-Key', {
        pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
      }),
      tokenUrl: text(
        'Token endpoint',
        'Where the access token is asked for (client-credentials, oauth-workload-identity).',
        'https://login.example.com/token',
        url,
      ),
      scope: text(
        'Scope',
        'Scopes to ask for, separated by spaces (client-credentials, oauth-workload-identity).',
        'read',
      ),
      clientId: text(
        'Client ID',
        'Of the client that the service account signs in as (oauth-workload-identity).',
        'my-client',
      ),
      audience: text(
        'Audience of the token',
        'What the authorization server wants in the token of the service account (oauth-workload-identity): an address of its host.',
        'https://login.example.com/token',
        token,
      ),
    },
  },
  hosts: ['{{config.url}}', '{{config.tokenUrl}}'],
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      description: 'HTTP Basic.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      name: 'bearer',
      title: 'Bearer token',
      description: 'A token that does not end, sent as Authorization: Bearer.',
      secret: {
        required: ['token'],
        properties: { token: secret('Token', 'Without the word Bearer.', 'your-token', token) },
      },
      auth: { bearer: { token: '{{secret.token}}' } },
    },
    {
      name: 'header',
      title: 'Header',
      description: 'A key in a header of its own, such as X-Api-Key.',
      secret: {
        required: ['value'],
        properties: { value: secret('Value', 'The whole value of the header.', 'your-key', token) },
      },
      config: { required: ['headerName'] },
      auth: { header: { name: '{{config.headerName}}', value: '{{secret.value}}' } },
    },
    {
      name: 'client-credentials',
      title: 'OAuth 2.0 client credentials',
      description: 'A client that may ask for tokens by itself; its id and secret go to tokenUrl with HTTP Basic.',
      secret: {
        required: ['clientId', 'clientSecret'],
        properties: {
          clientId: text('Client ID', 'As the authorization server issued it.', 'my-client'),
          clientSecret: secret('Client secret', 'As the authorization server issued it.', 'your-client-secret'),
        },
      },
      config: { required: ['tokenUrl'] },
      auth: {
        oauth2: {
          tokenUrl: '{{config.tokenUrl}}',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          scope: '{{config.scope}}',
        },
      },
    },
    {
      name: 'oauth-workload-identity',
      title: 'OAuth 2.0 with a service account of this cluster',
      description:
        "No secret: a client that authenticates with a token of the Connection's service account (RFC 7523, 2.2). Make the authorization server trust the issuer of the cluster's service account tokens, for the subject system:serviceaccount:NAMESPACE:NAME and the audience in audience.",
      config: { required: ['tokenUrl', 'clientId', 'audience'] },
      identity: { audience: '{{config.audience}}' },
      auth: {
        oauth2: {
          tokenUrl: '{{config.tokenUrl}}',
          clientId: '{{config.clientId}}',
          clientAuth: 'body',
          scope: '{{config.scope}}',
          form: {
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
            client_assertion: '{{identity.token}}',
          },
          replies: [
            {
              // There is no secret that could be wrong.
              when: 'json.error == "invalid_client"',
              outcome: 'InvalidConfiguration',
              causes: [
                'the authorization server does not trust the issuer, the subject or the audience of the token',
                'it has no client clientId',
              ],
            },
          ],
        },
      },
    },
  ],
  http: {
    test: { url: '{{config.url}}', headers: { Accept: '*/*' } },
    account: { id: 'login != "" ? login : claims.sub', name: 'login' },
    identity: 'status >= 200 && status < 300',
    counterTest: { first: true },
    replies: [
      {
        when: 'has(config.expectedStatus) && status >= 200 && status < 300 && status != config.expectedStatus',
        outcome: 'UnexpectedReply',
        causes: ['the status is not expectedStatus'],
      },
    ],
  },
} satisfies PlatformSpec;
