import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { appReplies, limits, repositoryReplies, testReplies } from './replies.ts';

/** Every change is one permission, so that all three have the same answer. */
const everyChange = (source: string) => ({ write: source, update: source, delete: source });

export const github = {
  title: 'GitHub',
  aliases: ['GitHub Enterprise Cloud', 'GitHub Enterprise Server'],
  category: 'Collaboration',
  documentation: 'https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api',
  config: {
    properties: {
      apiUrl: text(
        'API address',
        'Address of the API: https://api.SUBDOMAIN.ghe.com with data residency, https://HOST/api/v3 of an Enterprise Server. Default: https://api.github.com.',
        'https://api.github.com',
        {
          default: 'https://api.github.com',
          ...pasted(
            [String.raw`^https?://(?:www\.)?github\.com`, 'https://api.github.com'],
            [String.raw`^https://([a-z0-9-]+)\.ghe\.com`, 'https://api.$1.ghe.com'],
            [
              String.raw`^https?://((?!api\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?:/(?!api/v3/?$)|$)`,
              'https://$1/api/v3',
            ],
          ),
          pattern: '^https://(api\\.github\\.com|api\\.[a-z0-9-]+\\.ghe\\.com|[A-Za-z0-9.:-]+/api/v3)/?$',
        },
      ),
      appId: text('App ID', 'App ID or client ID of the app. Method app needs it.', '123456', {
        pattern: '^[A-Za-z0-9.]+$',
      }),
      installationId: text(
        'Installation ID',
        'ID of the installation, the number at the end of its address. Method app needs it.',
        '7654321',
        { pattern: '^\\d+$' },
      ),
      repository: text(
        'Repository',
        'Repository, as owner/name, whose permissions are checked. Default: `spec.requires.path`.',
        'acme/handbook',
        {
          ...pasted(
            [String.raw`^https?://[^/]+/([\w.-]+/[\w.-]+?)(?:\.git)?(?:[/?#].*)?$`],
            [String.raw`^git@[^:]+:([\w.-]+/[\w.-]+?)(?:\.git)?$`],
          ),
          pattern: '^[\\w.-]+/[\\w.-]+$',
        },
      ),
    },
  },
  hosts: ['{{config.apiUrl}}', '{{site}}'],
  define: [
    { site: 'config.apiUrl.host().startsWith("api.") ? config.apiUrl.host().after("api.") : config.apiUrl.host()' },
    { isApp: 'method == "app"' },
    { said: 'orElse(json.message, "").lowerAscii()' },
    { where: 'orElse(config.repository, orElse(requires.path, ""))' },
    // unverified: that a fine-grained token is answered without the header X-OAuth-Scopes, not with an empty one.
    { scopes: 'headers["x-oauth-scopes"].replace(",", " ").words()' },
    { ofPublic: 'scopes.exists(s, s in ["repo", "public_repo"])' },
    // A classic token may do there what its scopes allow. A fine-grained one has none, so this has no value.
    { covered: 'json.private ? "repo" in scopes : ofPublic' },
  ],
  defaults: { headers: { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' } },
  tables: { limits, app: appReplies, test: testReplies },
  methods,
  test: [
    {
      when: '!isApp',
      request: { url: '{{config.apiUrl}}/user' },
      replies: [{ table: 'test' }],
      facts: {
        identified: 'json.id > 0 && filled(json.login)',
        account: { id: 'json.id', name: 'json.login', email: 'json.email', tenant: 'config.apiUrl.host()' },
        administrator: 'config.apiUrl.contains("/api/v3") ? json.site_admin : null',
        grants: {
          read: 'where == "" && "repo" in scopes ? true : null',
          ...everyChange('where == "" ? ofPublic : null'),
        },
        expiry: 'headers["github-authentication-token-expiration"]',
      },
    },
    {
      when: 'isApp',
      request: { url: '{{config.apiUrl}}/installation/repositories', query: { per_page: '1' } },
      replies: [{ table: 'test' }],
      facts: {
        identified: 'has(json.total_count)',
        account: { id: 'app.id', name: 'app.slug', tenant: 'config.apiUrl.host()' },
        grants: {
          read: 'installation.contents in ["read", "write"]',
          ...everyChange('installation.contents == "write"'),
        },
      },
    },
  ],
  access: [
    {
      when: 'where != ""',
      request: { url: '{{config.apiUrl}}/repos/{{where|segments}}' },
      replies: repositoryReplies,
      facts: {
        grants: {
          read: '!json.permissions.pull ? false : covered',
          ...everyChange('!json.permissions.push ? false : covered'),
        },
      },
    },
  ],
} satisfies PlatformSpec;
