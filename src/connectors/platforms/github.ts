import type { PlatformSpec } from '../platform.ts';
import { secret, text, token } from './field.ts';
import { appReplies, headers, installationReplies, repositoryReplies, testReplies } from './replies/github.ts';

const asApp = { ...headers, Authorization: 'Bearer {{session.assertion}}' };
const isApp = 'method == "app"';
const hasScope = (names: string) => `headers["x-oauth-scopes"].matches("(^|[ ,])(${names})($|[ ,])")`;
const contents = (levels: string) => `session.contents in [${levels}]`;
const everyChange = (source: string) => ({ write: source, update: source, delete: source });

/** What the user may do there; a classic token may do it where its scopes allow, a fine-grained one does not tell. */
// unverified: that a fine-grained token is answered without the header X-OAuth-Scopes, not with an empty one.
const inRepository = (permission: string) =>
  `${isApp} ? null : !json.permissions.${permission} ? false : !("x-oauth-scopes" in headers) ? null : json.private ? ${hasScope('repo')} : ${hasScope('repo|public_repo')}`;

export const github = {
  title: 'GitHub',
  aliases: ['GitHub Enterprise Cloud', 'GitHub Enterprise Server'],
  category: 'Collaboration',
  documentation: 'https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api',
  config: {
    properties: {
      apiUrl: text(
        'API address',
        'With data residency https://api.SUBDOMAIN.ghe.com, of an Enterprise Server https://HOST/api/v3.',
        'https://api.github.com',
        {
          default: 'https://api.github.com',
          pattern: '^https://(api\\.github\\.com|api\\.[a-z0-9-]+\\.ghe\\.com|[A-Za-z0-9.:-]+/api/v3)/?$',
        },
      ),
      appId: text('App ID', 'App ID or client ID of the app (app).', '123456', { pattern: '^[A-Za-z0-9.]+$' }),
      installationId: text('Installation ID', "Number at the end of the installation's address (app).", '7654321', {
        pattern: '^\\d+$',
      }),
      repository: text('Repository', 'Where to look at rights.', 'acme/handbook', { pattern: '^[\\w.-]+/[\\w.-]+$' }),
    },
  },
  hosts: ['{{config.apiUrl}}'],
  methods: [
    {
      name: 'personal-access-token',
      title: 'Personal access token',
      description:
        'Settings, Developer settings, Personal access tokens: a classic token with the scope repo, or a fine-grained one with Contents. No right is needed for the test. Authorize it for the single sign-on of the organization where there is one.',
      secret: {
        required: ['token'],
        properties: { token: secret('Token', 'Classic or fine-grained.', 'ghp_your-token', token) },
      },
      config: { properties: { appId: false, installationId: false } },
      auth: { bearer: { token: '{{secret.token}}' } },
    },
    {
      name: 'app',
      title: 'GitHub App',
      description:
        'An app with the repository permission Contents, a private key of it (Generate a private key), and its installation in the organization.',
      secret: {
        required: ['privateKey'],
        properties: {
          privateKey: secret('Private key', 'PEM file that GitHub issues.', '-----BEGIN RSA PRIVATE KEY-----…'),
        },
      },
      config: { required: ['appId', 'installationId'] },
      auth: {
        session: {
          // exp may be 10 minutes after iat; the 60 seconds back are for clocks that are behind.
          assertion: {
            key: '{{secret.privateKey}}',
            claims: { iss: '{{config.appId}}' },
            lifetimeSeconds: 540,
            backdateSeconds: 60,
          },
          login: { url: '{{config.apiUrl}}/app', headers: asApp },
          replies: appReplies,
          values: { appId: 'json.id', slug: 'json.slug' },
          next: {
            request: {
              method: 'POST',
              url: '{{config.apiUrl}}/app/installations/{{config.installationId}}/access_tokens',
              headers: asApp,
            },
            replies: installationReplies,
            values: {
              token: 'json.token',
              contents: 'has(json.permissions.contents) ? json.permissions.contents : "none"',
            },
          },
          headers: { Authorization: 'Bearer {{session.token}}' },
        },
      },
    },
  ],
  http: {
    values: {
      path: 'has(config.repository) ? config.repository : requires.path',
      probe: `config.apiUrl + (config.apiUrl.endsWith("/") ? "" : "/") + (${isApp} ? "installation/repositories?per_page=1" : "user")`,
    },
    test: { url: '{{values.probe}}', headers },
    account: {
      id: `${isApp} ? session.appId : json.id`,
      name: `${isApp} ? session.slug : json.login`,
      email: 'json.email',
      tenant: 'config.apiUrl.split("/")[2]',
    },
    identity: `${isApp} ? has(json.total_count) : json.id > 0 && json.login != ""`,
    administrator: 'config.apiUrl.contains("/api/v3") ? json.site_admin : null',
    replies: testReplies,
    access: [
      { when: isApp, grants: { read: contents('"read", "write"'), ...everyChange(contents('"write"')) } },
      {
        when: 'has(config.repository) || has(requires.path)',
        request: { url: '{{config.apiUrl}}/repos/{{values.path}}', headers },
        replies: repositoryReplies,
        grants: { read: inRepository('pull'), ...everyChange(inRepository('push')) },
      },
      {
        when: '!has(config.repository) && !has(requires.path) && "x-oauth-scopes" in headers',
        grants: { read: `${hasScope('repo')} ? true : null`, ...everyChange(hasScope('repo|public_repo')) },
      },
    ],
    expiry: `${isApp} ? null : headers["github-authentication-token-expiration"]`,
  },
} satisfies PlatformSpec;
