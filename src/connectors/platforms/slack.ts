import type { PlatformMethod, PlatformReply, PlatformSpec } from '../platform.ts';
import { secret, text } from './field.ts';

/** https://docs.slack.dev/reference/methods/auth.test: the status is 200 whatever happens, `error` tells. */
const replies: PlatformReply[] = [
  {
    when: 'json.error == "invalid_auth"',
    outcome: 'AccessRefused',
    causes: ['the token is wrong', 'this network address is not allowed to use it'],
  },
  { when: 'json.error == "not_authed"', outcome: 'InvalidConfiguration', causes: ['no token arrived at Slack'] },
  {
    when: 'json.error in ["account_inactive", "authorization_not_found", "token_revoked"]',
    outcome: 'CredentialsRevoked',
  },
  {
    when: 'json.error in ["accesslimited", "ekm_access_denied"]',
    outcome: 'PermissionDenied',
    causes: ['the workspace does not allow access from this network', 'its administrators have suspended access'],
  },
  {
    when: 'json.error in ["enterprise_is_restricted", "invalid_post_type", "token_rotation_not_enabled"]',
    outcome: 'InvalidConfiguration',
    causes: ['the method cannot be used with this kind of workspace or application'],
  },
  { when: 'json.error in ["internal_error", "fatal_error", "request_timeout"]', outcome: 'ServiceUnavailable' },
  { when: 'json.error == "token_expired"', outcome: 'CredentialsExpired' },
  { when: 'json.error == "missing_scope"', outcome: 'ScopeMissing' },
  { when: 'json.error == "ratelimited"', outcome: 'RateLimited' },
  { when: 'status == 200 && json.ok != true', outcome: 'UnexpectedReply' },
  {
    when: 'json.ok == true && has(config.teamId) && (!has(json.team_id) || json.team_id != config.teamId)',
    outcome: 'IdentityMismatch',
    causes: ['the token belongs to another workspace than teamId'],
  },
  {
    when: 'json.ok == true && has(config.enterpriseId) && (!has(json.enterprise_id) || json.enterprise_id != config.enterpriseId)',
    outcome: 'IdentityMismatch',
    causes: ['the token belongs to another Enterprise organization than enterpriseId, or to none'],
  },
];

function tokenMethod(name: string, key: string, letter: string): PlatformMethod {
  const title = `${name === 'bot-token' ? 'Bot' : 'User'} token`;
  const field = secret(
    title,
    `Slack app settings, OAuth & Permissions; begins with xox${letter}-.`,
    `xox${letter}-your-token`,
    {
      pattern: `^(xoxe\\.)?xox${letter}-[A-Za-z0-9-]+$`,
    },
  );
  return {
    name,
    title,
    description: 'Install the app to the workspace, then copy the token. No scope is needed for the test.',
    secret: { required: [key], properties: { [key]: field } },
    auth: { bearer: { token: `{{secret.${key}}}` } },
  };
}

/** Scopes are of the whole app; what a channel allows is not told. */
const scope = (name: string) => `headers["x-oauth-scopes"].matches("(^|[ ,])${name}($|[ ,])")`;

export const slack = {
  title: 'Slack',
  aliases: ['GovSlack'],
  category: 'Collaboration',
  documentation: 'https://docs.slack.dev/authentication/tokens',
  config: {
    properties: {
      teamId: text('Workspace ID', 'The workspace that the token must belong to.', 'T0123ABCD', {
        pattern: '^T[A-Z0-9]+$',
      }),
      enterpriseId: text('Organization ID', 'The Enterprise organization that the token must belong to.', 'E0123ABCD', {
        pattern: '^E[A-Z0-9]+$',
      }),
      cloud: text('Cloud', 'gov for GovSlack (slack-gov.com).', 'commercial', {
        enum: ['commercial', 'gov'],
        default: 'commercial',
      }),
    },
  },
  hosts: ['{{values.host}}'],
  methods: [tokenMethod('bot-token', 'botToken', 'b'), tokenMethod('user-token', 'userToken', 'p')],
  http: {
    values: { host: 'config.cloud == "gov" ? "slack-gov.com" : "slack.com"' },
    test: { method: 'POST', url: 'https://{{values.host}}/api/auth.test' },
    account: {
      id: 'has(json.user_id) && json.user_id != null ? json.user_id : json.bot_id',
      name: 'json.user',
      tenant: 'has(json.team) && json.team != null ? json.team + " (" + json.team_id + ")" : json.enterprise_id',
    },
    identity:
      'json.ok == true && ((has(json.user_id) && json.user_id != null && json.user_id != "") || json.bot_id != "")',
    replies,
    access: [
      {
        // The three wide scopes of legacy tokens say nothing in these terms.
        when: '!headers["x-oauth-scopes"].matches("(^|[ ,])(client|read|post)($|[ ,])")',
        grants: {
          read: scope('files:read'),
          // https://docs.slack.dev/reference/scopes/files.write: upload, edit and delete files
          write: scope('files:write'),
          update: scope('files:write'),
          delete: scope('files:write'),
        },
      },
    ],
  },
} satisfies PlatformSpec;
