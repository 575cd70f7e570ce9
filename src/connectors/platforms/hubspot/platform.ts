import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods, root } from './methods.ts';
import { apiReplies } from './replies.ts';

/** The test has passed by now, so a refusal of these says nothing about the token. */
const notTold = { when: 'status in [400, 401, 403, 404]', outcome: 'Passed' } as const;

export const hubspot = {
  title: 'HubSpot',
  category: 'Business',
  documentation: 'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/overview',
  config: {
    properties: {
      portalId: text(
        'Hub ID',
        'ID of the account (portal) that the token must belong to. Default: any account.',
        '1234567',
        { ...pasted([String.raw`^https://app[a-z0-9-]*\.hubspot\.com/(?:[a-z-]+/)+(\d+)`]), pattern: '^\\d+$' },
      ),
    },
  },
  hosts: ['api.hubapi.com'],
  methods,
  test: [
    {
      name: 'details',
      request: { url: `${root}/account-info/v3/details` },
      replies: apiReplies,
      set: { portal: 'json.portalId' },
      expect: [
        {
          setting: 'portalId',
          is: 'json.portalId',
          causes: ['the token belongs to another account than `spec.config.portalId`'],
        },
      ],
      facts: { identified: 'json.portalId > 0', account: { tenant: 'json.portalId' } },
    },
  ],
  // Only a further request says which user the token belongs to. If it does not, the token is known by its account.
  access: [
    {
      when: 'method == "private-app-token"',
      request: {
        method: 'POST',
        url: `${root}/oauth/v2/private-apps/get/access-token-info`,
        json: { tokenKey: '{{secret.accessToken}}' },
      },
      replies: [notTold],
      facts: { account: { id: 'orElse(json.userId, details.portal)' } },
    },
    {
      when: 'method == "oauth-refresh"',
      request: {
        method: 'POST',
        url: `${root}/oauth/2026-03/token/introspect`,
        form: {
          client_id: '{{secret.clientId}}',
          client_secret: '{{secret.clientSecret}}',
          token: '{{token.access}}',
          token_type_hint: 'access_token',
        },
      },
      replies: [
        // The API accepted this very token a moment ago, so this says nothing about the stored one.
        { when: 'status == 200 && json.active == false', outcome: 'UnexpectedReply' },
        notTold,
      ],
      // unverified: user_id and user, the names of the call before this one.
      facts: { account: { id: 'orElse(json.user_id, details.portal)', email: 'json.user' } },
    },
  ],
} satisfies PlatformSpec;
