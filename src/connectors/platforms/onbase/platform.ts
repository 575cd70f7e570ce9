import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { core, methods } from './methods.ts';
import { apiReplies, tokenReplies } from './replies.ts';

export const onbase = {
  title: 'Hyland OnBase',
  category: 'ContentManagement',
  documentation: 'https://support.hyland.com',
  config: {
    required: ['idpUrl', 'apiUrl'],
    properties: {
      idpUrl: text(
        'IdP address',
        'Address of the Hyland IdP application, without tenant. It is case-sensitive.',
        'https://onbase.example.com/identityprovider',
        { ...pasted(['^(.+)/connect/']), pattern: '^https://[^\\s]+$' },
      ),
      apiUrl: text('API address', 'Root address of the API server.', 'https://onbase.example.com/api', {
        ...pasted(['^(.+)/onbase/core']),
        pattern: '^https?://[^\\s]+$',
      }),
      tenant: text('Tenant', 'Tenant of the IdP, if it has several.', 'Finance'),
      licenseType: text('License type', 'License to use, if it is not the default one.', 'QueryMetering', {
        pattern: '^[A-Za-z]+$',
      }),
    },
  },
  hosts: ['{{config.idpUrl}}', '{{config.apiUrl}}'],
  define: [
    // unverified: that the token can be read. Where it cannot, it is the user name that the IdP has taken.
    { person: 'filled(credential.claims.username) ? credential.claims.username : credential.login' },
    { holder: 'filled(person) ? person : credential.claims.client_id' },
  ],
  tables: { token: tokenReplies },
  methods,
  test: [
    {
      name: 'groups',
      request: {
        url: `${core}/document-type-groups`,
        headers: { 'Hyland-License-Type': '{{config.licenseType}}' },
      },
      replies: apiReplies,
      // Every session takes a licence until it is ended.
      set: { 'cookie?': 'cookieHeader(cookies, "")' },
      facts: {
        identified: 'type(json.items) == list',
        account: { id: 'holder', name: 'person', tenant: 'config.tenant' },
      },
    },
  ],
  // The API has answered with data, and does so to nobody without a token.
  anonymous: {},
} satisfies PlatformSpec;
