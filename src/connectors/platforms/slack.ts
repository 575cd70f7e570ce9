import type { PlatformMethod, PlatformSpec } from '../platform.ts';
import { secret, text, token } from './field.ts';
import { replies, tokenReplies } from './replies/slack.ts';

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

const rotated: PlatformMethod = {
  name: 'oauth-refresh',
  title: 'Refresh token (token rotation)',
  description:
    'In the app settings, switch token rotation on (OAuth & Permissions) and install the app: the installation brings an access token of 12 hours and a refresh token. Id and secret of the client are under Basic Information. Each refresh token works once; the operator keeps the next one. No scope is needed for the test.',
  secret: {
    required: ['clientId', 'clientSecret', 'refreshToken'],
    properties: {
      clientId: text('Client ID', 'Slack app settings, Basic Information.', '1234567890.1234567890123', token),
      clientSecret: secret('Client secret', 'Slack app settings, Basic Information.', 'your-client-secret', token),
      refreshToken: secret('Refresh token', 'It begins with xoxe-.', 'xoxe-1-your-token', {
        pattern: '^xoxe-[A-Za-z0-9-]+$',
      }),
    },
  },
  auth: {
    oauth2: {
      grant: 'refresh_token',
      tokenUrl: 'https://{{values.host}}/api/oauth.v2.access',
      clientId: '{{secret.clientId}}',
      clientSecret: '{{secret.clientSecret}}',
      replies: tokenReplies,
    },
  },
};

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
  methods: [tokenMethod('bot-token', 'botToken', 'b'), tokenMethod('user-token', 'userToken', 'p'), rotated],
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
