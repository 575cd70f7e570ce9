import type { PlatformSpec } from '../platform.ts';
import { password, secret, text, username } from './field.ts';
import { apiReplies, tokenReplies } from './replies/onbase.ts';

const core = '{{config.apiUrl}}/onbase/core';
const claim = (name: string) => `claims != null && "${name}" in claims`;

const client = {
  clientId: text('Client ID', 'Of the client connection in the Hyland IdP.', 'connection-operator'),
  clientSecret: secret('Client secret', 'Of the client connection.', 'your-client-secret'),
};
const exchange = {
  tokenUrl: '{{config.idpUrl}}/connect/token',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
  scope: 'evolution',
  form: { tenant: '{{config.tenant}}' },
  replies: tokenReplies,
} as const;

export const onbase = {
  title: 'Hyland OnBase',
  category: 'ContentManagement',
  documentation: 'https://support.hyland.com',
  config: {
    required: ['idpUrl', 'apiUrl'],
    properties: {
      idpUrl: text(
        'IdP address',
        'The Hyland IdP application, without tenant. Its letters must have the right case.',
        'https://onbase.example.com/identityprovider',
        { pattern: '^https://[^\\s]+$' },
      ),
      apiUrl: text('API address', 'Root of the API server.', 'https://onbase.example.com/api', {
        pattern: '^https?://[^\\s]+$',
      }),
      tenant: text('Tenant', 'Tenant of the IdP, where it has several.', 'Finance'),
      licenseType: text('License type', 'The licence to use, where it is not the default.', 'QueryMetering', {
        pattern: '^[A-Za-z]+$',
      }),
    },
  },
  hosts: ['{{config.idpUrl}}', '{{config.apiUrl}}'],
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description:
        'In the IdP a client connection with protocol oidc, grant Password, scope evolution and a client secret; the application pool of the IdP must be recycled after that. And a user of OnBase with rights to document types. A test takes a licence for a moment.',
      secret: {
        required: ['clientId', 'clientSecret', 'username', 'password'],
        properties: { ...client, username, password },
      },
      auth: {
        oauth2: { grant: 'password', username: '{{secret.username}}', password: '{{secret.password}}', ...exchange },
      },
    },
    {
      name: 'client-credentials',
      title: 'Client credentials',
      description:
        'A client connection of the IdP that may use client credentials and scope evolution; on premises the vendor describes it for administration clients only.',
      secret: { required: ['clientId', 'clientSecret'], properties: client },
      auth: { oauth2: exchange },
    },
  ],
  http: {
    test: {
      url: `${core}/document-type-groups`,
      headers: { 'Hyland-License-Type': '{{config.licenseType}}' },
    },
    account: {
      // unverified: that the token can be read. Where it cannot, it is the user name that the IdP has taken.
      id: `${claim('username')} ? claims.username : ${claim('client_id')} && login == "" ? claims.client_id : login`,
      name: `${claim('username')} ? claims.username : login`,
      tenant: 'config.tenant',
    },
    // The API has answered with data, and (counterTest) does so to nobody without a token.
    identity: `status == 200 && type(json.items) == list && (login != "" || (${claim('username')}) || (${claim('client_id')}))`,
    counterTest: {},
    replies: apiReplies,
    // Every session takes a licence until it is ended.
    session: {
      values: {
        cookie:
          'headers["set-cookie"].split(", ").map(c, c.split(";")[0]).filter(c, c.matches("^[A-Za-z0-9_.-]+=")).join("; ")',
      },
      logout: { method: 'POST', url: `${core}/session/disconnect`, headers: { Cookie: '{{session.cookie}}' } },
    },
  },
} satisfies PlatformSpec;
