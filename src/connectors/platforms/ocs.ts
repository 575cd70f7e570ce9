import type { PlatformHttp } from '../../api/platform.gen.ts';
import type { PlatformMethod, PlatformReply, PlatformSpec } from '../platform.ts';
import { secret, text, token, username } from './field.ts';
import { davReplies, ocsReplies, propfind } from './replies/ocs.ts';

export const config: NonNullable<PlatformSpec['config']> = {
  required: ['url'],
  properties: {
    url: text('Address', 'Root of the server, with its folder where it has one.', 'https://cloud.example.com', {
      pattern: '^https?://[^\\s]+$',
    }),
    path: text(
      'Folder',
      'Where the rights are looked up, if requires.path names no other. Default: the root of the account.',
      '/Finance',
    ),
  },
};

export const appPassword: PlatformMethod = {
  name: 'app-password',
  title: 'App password',
  description:
    'Signed in as the account, create an app password under Settings, Security. It belongs to the name that one signed in with: user name or e-mail address. A password that was refused is not sent again: the server slows down a whole address after failed tries.',
  secret: {
    required: ['username', 'appPassword'],
    properties: {
      username,
      appPassword: secret('App password', 'Needed where two-factor sign-in is on.', 'your-app-password'),
    },
  },
  auth: { basic: { username: '{{secret.username}}', password: '{{secret.appPassword}}' } },
};

/** `clientAuth`: where the server's OAuth app looks for id and secret. */
export function oauthRefresh(clientAuth: 'basic' | 'body', replies: PlatformReply[]): PlatformMethod {
  return {
    name: 'oauth-refresh',
    title: 'OAuth, with a refresh token',
    description:
      'As an administrator, add an OAuth 2.0 client (Settings, Administration: Security, or User Authentication), then sign in through it as the account to act as. Each refresh token works once; the operator keeps the next one.',
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        clientId: text('Client ID', 'Client identifier.', 'a1b2c3d4e5f6', token),
        clientSecret: secret('Client secret', 'Of the client.', 'your-client-secret'),
        refreshToken: secret('Refresh token', 'From the sign-in.', 'your-refresh-token', token),
      },
    },
    auth: {
      oauth2: {
        grant: 'refresh_token',
        tokenUrl: '{{config.url}}/index.php/apps/oauth2/api/v1/token',
        clientId: '{{secret.clientId}}',
        clientSecret: '{{secret.clientSecret}}',
        clientAuth,
        replies,
      },
    },
  };
}

/** Letters of oc:permissions: nextcloud/server apps/dav/lib/Connector/Sabre/Node.php. Null where there are none. */
function letter(anyOf: string): string {
  const property = '[:<]permissions( [^>]*)?>';
  return `text.matches("${property}[A-Z]") ? text.matches("${property}[A-Z]*[${anyOf}]") : null`;
}

export const writing = { write: letter('CW'), update: letter('WNV'), delete: letter('D') };
export const reading = { read: letter('G') };

/** `capabilities` and v1.php are open or hide refusals: the account's own page of v2.php is neither. */
export function ocs(
  account: NonNullable<PlatformHttp['account']>,
  grants: NonNullable<PlatformHttp['access']>[number]['grants'] & object,
): PlatformHttp {
  return {
    values: { path: 'has(requires.path) ? requires.path : has(config.path) ? config.path : "/"' },
    test: {
      url: '{{config.url}}/ocs/v2.php/cloud/user',
      query: { format: 'json' },
      headers: { 'OCS-APIRequest': 'true' },
    },
    account,
    identity: 'json.ocs.meta.statuscode == 200 && json.ocs.data.id != ""',
    replies: ocsReplies,
    access: [
      {
        when: 'has(requires.path) || has(requires.access) || has(config.path)',
        request: { url: '{{config.url}}/remote.php/dav/files/{{account.id}}/{{values.path}}', ...propfind },
        grants,
        replies: davReplies,
      },
    ],
  };
}
