import type { PlatformRequestStep, PlatformRow } from '../../../../api/platform.gen.ts';
import { text } from '../field.ts';
import { aboutMe, replies } from './drive.ts';
import { email } from './methods.ts';

/** What the platforms of a Google Workspace domain have in common. */
export function domainConfig(defaultScope: string) {
  return {
    subject: text(
      'User',
      'The e-mail address of the user to act as, by domain-wide delegation, or of the user that the token must belong to (oauth-refresh).',
      'admin@example.com',
      email,
    ),
    scopes: {
      type: 'array',
      minItems: 1,
      maxItems: 32,
      items: { type: 'string', pattern: '^[^\\s,]+$' },
      title: 'Scopes',
      description: `The scopes to request, all of which must be delegated to the service account (default ${defaultScope}), or the scopes that the user must have granted (oauth-refresh). One of them must be a Drive scope.`,
      examples: [[defaultScope]],
    },
    domain: text('Domain', 'The domain that the user must belong to.', 'example.com', {
      pattern: '^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$',
    }),
  };
}

export function delegated(defaultScope: string) {
  return {
    config: { required: ['subject'], properties: { scopes: { default: [defaultScope] } } },
    claims: { sub: '{{config.subject}}', scope: '{{config.scopes}}' },
    table: 'delegated',
  } as const;
}

export const domainHosts = ['oauth2.googleapis.com', 'www.googleapis.com', 'admin.googleapis.com'];

const granted: PlatformRow = {
  when: 'status == 200 && method == "oauth-refresh" && !config.scopes.all(s, s in token.scope.words())',
  outcome: 'ScopeMissing',
  causes: ['the user did not grant all of `scopes`, so that a new sign-in is needed'],
};

/** Who we are in Drive, and whether that is the user and the domain that is meant. */
export const aboutDomainUser: PlatformRequestStep = {
  request: aboutMe.request,
  // unverified: that a user for whom the Drive service is switched off is answered with 403, a missing permission.
  replies: [{ table: 'api' }, granted],
  expect: [
    {
      setting: 'subject',
      is: 'json.user.emailAddress',
      ignoreCase: true,
      causes: ['`subject` is an alias, not the main address of the user'],
    },
    {
      setting: 'domain',
      is: 'json.user.emailAddress.after("@")',
      ignoreCase: true,
      causes: ['the user belongs to another domain than `domain`'],
    },
  ],
  facts: {
    ...aboutMe.facts,
    account: { ...aboutMe.facts.account, tenant: 'json.user.emailAddress.after("@")' },
  },
};

/** https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/get */
export const isAdministrator: PlatformRequestStep = {
  when: 'has(requires.role) && config.scopes.exists(s, s.endsWith("/admin.directory.user.readonly"))',
  request: {
    // unverified: isAdmin and isDelegatedAdmin of the Admin SDK Directory API, asked only if scopes has
    // admin.directory.user.readonly; without it nothing is said of the administrator.
    url: 'https://admin.googleapis.com/admin/directory/v1/users/{{account.email}}',
    query: { fields: 'isAdmin,isDelegatedAdmin' },
  },
  replies,
  facts: { administrator: 'json.isAdmin || json.isDelegatedAdmin' },
};
