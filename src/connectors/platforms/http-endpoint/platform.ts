import type { PlatformSpec } from '../../platform.ts';
import { text, token } from '../shared/field.ts';
import { methods } from './methods.ts';

const url = { pattern: '^https?://[^\\s]+$' };

const properties = {
  url: text(
    'Address',
    'The address to read with GET, https or http. The test reads it without the credential, which must be refused, and then with it, which must be accepted.',
    'https://api.example.com/v1/me',
    url,
  ),
  expectedStatus: {
    type: 'integer',
    minimum: 200,
    maximum: 299,
    title: 'Expected status',
    description:
      'The only HTTP status that counts as accepted, also of a web page. Default: any from 200 to 299, and no web page.',
    examples: [200],
  },
  headerName: text('Header', 'The name of the header that holds the value (header).', 'X-Api-Key', {
    pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
  }),
  tokenUrl: text(
    'Token endpoint',
    'The address of the token endpoint, https or http. Every method with OAuth 2.0 needs it.',
    'https://login.example.com/token',
    url,
  ),
  scope: text('Scope', 'The scopes to request, separated by spaces (OAuth 2.0). Default: none.', 'read'),
  clientId: text(
    'Client ID',
    'The ID of the client that the ServiceAccount signs in as (oauth-workload-identity).',
    'my-client',
  ),
  audience: text(
    'Audience of the token',
    'The audience that the authorization server requires: in the token of the ServiceAccount an address of its host (oauth-workload-identity), in the assertion any (private-key-jwt; default: `tokenUrl`).',
    'https://login.example.com/token',
    token,
  ),
  algorithm: text('Algorithm', 'The algorithm of the assertion (private-key-jwt). Default: RS256.', 'RS256', {
    enum: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
    default: 'RS256',
  }),
};

export const httpEndpoint = {
  title: 'HTTP endpoint',
  aliases: ['REST API', 'Web service'],
  category: 'Business',
  documentation: 'https://www.rfc-editor.org/rfc/rfc9110#section-11',
  config: { required: ['url'], properties },
  hosts: ['{{config.url}}', '{{config.tokenUrl}}'],
  methods,
  define: [
    { assertionAudience: 'orElse(config.audience, config.tokenUrl)' },
    { signInPage: 'text.matches("(?i)type=.?password|saml|<form[^>]*(login|signin|sso)")' },
  ],
  identity: 'Unnamed',
  anonymous: { order: 'Before' },
  test: [
    {
      request: { url: '{{config.url}}', headers: { Accept: '*/*' } },
      replies: [
        {
          when: 'status >= 200 && status < 300 && status != orElse(config.expectedStatus, status)',
          outcome: 'UnexpectedReply',
          causes: ['the status is not `spec.config.expectedStatus`'],
        },
        // Strangers were refused, so that a page is as good as any other document; but not one to sign in at.
        {
          when: 'has(config.expectedStatus) && status == config.expectedStatus && !signInPage',
          outcome: 'Passed',
        },
      ],
      facts: {
        identified: 'status >= 200 && status < 300',
        account: {
          id: 'filled(credential.login) ? credential.login : credential.claims.sub',
          name: 'credential.login',
        },
      },
    },
  ],
} satisfies PlatformSpec;
