import type { PlatformSpec } from '../platform.ts';
import { password, secret, text, token, username } from './field.ts';
import { apiReplies, gatewayReplies, tokenReplies } from './replies/egnyte.ts';

const folder = 'has(requires.path) ? requires.path : has(config.path) ? config.path : "/Shared"';

/** Of the levels that are known; of another one (such as Viewer Only) nothing is said. */
function from(...levels: string[]): string {
  const known = ['None', 'Nav', 'Viewer', 'Editor', 'Full', 'Owner'];
  return `json.permission in ${JSON.stringify(known)} ? json.permission in ${JSON.stringify(levels)} : null`;
}

export const egnyte = {
  title: 'Egnyte',
  category: 'FileSharing',
  documentation: 'https://developers.egnyte.com/docs/read/Public_API_Authentication',
  config: {
    required: ['domain'],
    properties: {
      domain: text('Domain', 'Host of the account.', 'company.egnyte.com', {
        pattern: '^(https://)?[a-z0-9-]+\\.egnyte\\.com/?$',
      }),
      userType: text('User type', 'administrator: fail where Egnyte says that the user is none.', 'standard', {
        enum: ['standard', 'administrator'],
        default: 'standard',
      }),
      path: text(
        'Folder',
        'Where the rights are looked up, if requires.path names no other. Default: /Shared.',
        '/Shared/Finance',
        { pattern: '^/' },
      ),
    },
  },
  hosts: ['{{values.host}}'],
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description:
        'Register an application of the kind "internal" at developers.egnyte.com, for this domain, and wait for its approval. Its key takes the password of a user of the domain, not of one who signs in by single sign-on. A password that was refused is not sent again.',
      secret: {
        required: ['apiKey', 'username', 'password'],
        properties: {
          apiKey: text('API key', 'Client id of the application.', 'a1b2c3d4e5f6g7h8i9j0', token),
          clientSecret: secret('Client secret', 'Keys made since 2015 have one and need it.', 'your-client-secret'),
          username,
          password,
        },
      },
      auth: {
        oauth2: {
          grant: 'password',
          tokenUrl: 'https://{{values.host}}/puboauth/token',
          clientId: '{{secret.apiKey}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          username: '{{secret.username}}',
          password: '{{secret.password}}',
          replies: tokenReplies,
        },
      },
    },
    {
      name: 'access-token',
      title: 'Access token',
      description:
        'A token that the application was given for a user. It has no end, but a change of the password ends it.',
      secret: {
        required: ['accessToken'],
        properties: {
          accessToken: secret('Access token', 'Of the user to act as.', 'your-access-token', token),
          refreshToken: secret(
            'Refresh token',
            'Where one was issued; it is kept here and not used.',
            'your-refresh-token',
          ),
        },
      },
      auth: { bearer: { token: '{{secret.accessToken}}' } },
    },
  ],
  http: {
    values: {
      host: 'config.domain.replace("https://", "").replace("/", "")',
      folder: `(${folder}).startsWith("/") ? (${folder}) : "/" + (${folder})`,
    },
    test: { url: 'https://{{values.host}}/pubapi/v1/userinfo' },
    account: {
      id: 'json.id',
      name: 'json.first_name + " " + json.last_name',
      email: 'json.email',
      tenant: 'values.host',
    },
    identity: 'json.id != null && string(json.id) != "" && json.username != ""',
    // unverified: user_type, which not every reply has.
    administrator: 'json.user_type == "admin"',
    replies: apiReplies,
    access: [
      {
        when: 'has(requires.path) || has(requires.access) || has(config.path)',
        request: { url: 'https://{{values.host}}/pubapi/v1/perms/user', query: { folder: '{{values.folder}}' } },
        grants: {
          read: from('Viewer', 'Editor', 'Full', 'Owner'),
          write: from('Editor', 'Full', 'Owner'),
          update: from('Editor', 'Full', 'Owner'),
          delete: from('Full', 'Owner'),
        },
        replies: gatewayReplies,
      },
    ],
    // A day has 1,000 calls for a token, a test is two; an hour has 10 tokens for a user of an internal application.
    budget: { callsPerDay: 500, tokensPerHour: 10 },
  },
} satisfies PlatformSpec;
