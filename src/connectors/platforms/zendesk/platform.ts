import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods, root } from './methods.ts';
import { end, replies } from './replies.ts';

/** An administrator may do all; what an agent may do is in a role that the account defines. */
const grant = (scope: string) =>
  `isAdmin && (method == "api-token" || "${scope}" in token.scope.words()) ? true : null`;

export const zendesk = {
  title: 'Zendesk',
  category: 'Business',
  documentation: 'https://developer.zendesk.com/api-reference/introduction/security-and-auth/',
  config: {
    required: ['subdomain'],
    properties: {
      subdomain: text('Subdomain', 'Subdomain of the account, the part before .zendesk.com.', 'acme', {
        ...pasted([String.raw`^(?:https?://)?([a-z0-9-]+)\.zendesk\.com`]),
        pattern: '^[a-z0-9][a-z0-9-]*$',
      }),
    },
  },
  hosts: ['{{config.subdomain}}.zendesk.com'],
  define: [{ isAdmin: 'json.user.role == "admin"' }],
  methods,
  test: [
    {
      request: { url: `${root}/api/v2/users/me.json` },
      replies,
      facts: {
        // The route is open: an account that is not known is the anonymous user, without an ID.
        identified: 'json.user.id > 0',
        account: { id: 'json.user.id', name: 'json.user.name', email: 'json.user.email', tenant: 'config.subdomain' },
        administrator: 'isAdmin',
        grants: { read: grant('read'), write: grant('write'), update: grant('write'), delete: grant('write') },
        expiry: `method == "api-token" ? "${end}" : null`,
      },
    },
  ],
  access: [
    {
      // Of each token only the beginning is shown, so it is surely ours only if there is one.
      when: 'method == "oauth-token"',
      request: { url: `${root}/api/v2/oauth/tokens` },
      replies: [{ when: 'status in [400, 401, 403, 404]', outcome: 'Passed' }],
      facts: { expiry: 'size(json.tokens) == 1 ? json.tokens[0].expires_at : null' },
    },
  ],
} satisfies PlatformSpec;
