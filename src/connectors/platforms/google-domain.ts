import type { PlatformAccess, PlatformReply } from '../../api/platform.gen.ts';
import { text } from './field.ts';
import { anotherUser, email } from './google.ts';
import { apiReplies } from './replies/google.ts';

/** What the platforms of a Google Workspace domain have in common. */
export function domainConfig(defaultScope: string) {
  return {
    subject: text(
      'User',
      'User to act as, by domain-wide delegation (service-account); the user that the token must belong to (oauth-refresh).',
      'admin@example.com',
      email,
    ),
    scopes: {
      type: 'array',
      minItems: 1,
      maxItems: 32,
      items: { type: 'string', pattern: '^[^\\s,]+$' },
      title: 'Scopes',
      description: `Scopes to ask for (service-account; default ${defaultScope}). All of them must be delegated to the service account. With oauth-refresh: scopes that the user must have granted. One of them must be a Drive scope.`,
      examples: [[defaultScope]],
    },
    domain: text('Domain', 'Domain that the user must belong to.', 'example.com', {
      pattern: '^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$',
    }),
  };
}

export function delegated(defaultScope: string) {
  return {
    config: { required: ['subject'], properties: { scopes: { default: [defaultScope] } } },
    claims: { sub: '{{config.subject}}', scope: '{{config.scopes}}' },
  };
}

export const domainHosts = ['oauth2.googleapis.com', 'www.googleapis.com', 'admin.googleapis.com'];

export const domainReplies: PlatformReply[] = [
  // unverified: that a user for whom the Drive service is switched off is answered with 403, a missing right.
  ...apiReplies,
  anotherUser('subject'),
  {
    when: 'status == 200 && has(config.domain) && json.user.emailAddress.split("@")[1].lowerAscii() != config.domain.lowerAscii()',
    outcome: 'IdentityMismatch',
    causes: ['the user belongs to another domain than domain'],
  },
];

/** https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/get */
export const isAdministrator: PlatformAccess = {
  when: 'has(requires.role) && config.scopes.exists(s, s.endsWith("/admin.directory.user.readonly"))',
  request: {
    // unverified: isAdmin and isDelegatedAdmin of the Admin SDK Directory API, asked only where scopes has
    // admin.directory.user.readonly; without it nothing is said of the administrator.
    url: 'https://admin.googleapis.com/admin/directory/v1/users/{{account.email}}',
    query: { fields: 'isAdmin,isDelegatedAdmin' },
  },
  administrator: 'json.isAdmin || json.isDelegatedAdmin',
  replies: apiReplies,
};
