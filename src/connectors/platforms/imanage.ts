import type { PlatformMethod, PlatformSpec } from '../platform.ts';
import { password, secret, text, username } from './field.ts';
import { apiReplies, libraryReplies, tokenReplies } from './replies/imanage.ts';

const libraries = 'https://{{config.host}}/work/api/v2/customers/{{account.tenant}}/libraries';

/** Public clients send X-Auth-Token, a guide of others says Bearer, which the engine sends anyway. */
const headers = { 'X-Auth-Token': '{{token}}' };

const clientId = text('Client ID', 'iManage Control Center, Applications.', 'a1b2c3d4-…');
const clientSecret = secret('Client secret', 'Same place, where the application has one.', 'your-client-secret');
const register = 'Register the application in iManage Control Center, Applications, and enable it for the customer';

type OAuth2 = NonNullable<PlatformMethod['auth']['oauth2']>;

function oauth(more: Pick<OAuth2, 'replies'> & Partial<OAuth2>): PlatformMethod['auth'] {
  return {
    oauth2: {
      tokenUrl: 'https://{{config.host}}/auth/oauth2/token',
      clientId: '{{secret.clientId}}',
      clientSecret: '{{secret.clientSecret}}',
      clientAuth: 'body',
      ...more,
    },
  };
}

export const imanage = {
  title: 'iManage Work',
  category: 'ContentManagement',
  documentation: 'https://docs.imanage.com/',
  config: {
    required: ['host'],
    properties: {
      host: text('Host', 'Server, or cloudimanage.com.', 'cloudimanage.com', {
        pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\\d{1,5})?$',
      }),
      customerId: text('Customer ID', 'The customer that the user must belong to.', '1764', { pattern: '^\\d+$' }),
      library: text('Library', 'The user must see it.', 'ACTIVE'),
    },
  },
  hosts: ['{{config.host}}'],
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description: `${register}; allow it the password grant. The user is one of iManage, not of single sign-on. The scope is user, which reads.`,
      secret: {
        required: ['clientId', 'username', 'password'],
        properties: { clientId, clientSecret, username, password },
      },
      auth: oauth({
        grant: 'password',
        username: '{{secret.username}}',
        password: '{{secret.password}}',
        scope: 'user',
        replies: tokenReplies('password'),
      }),
    },
    {
      name: 'oauth-refresh',
      title: 'OAuth 2 refresh token',
      description: `${register}; allow it refresh tokens, which are off as a rule. Let the user consent once, and keep the refresh token that comes of it.`,
      secret: {
        required: ['clientId', 'refreshToken'],
        properties: {
          clientId,
          clientSecret,
          refreshToken: secret('Refresh token', "Of the user's consent.", 'your-refresh-token'),
        },
      },
      // Whether the old refresh token lives on is not documented, so a new one is stored.
      auth: oauth({ grant: 'refresh_token', replies: tokenReplies('refresh') }),
    },
    {
      // unverified: the client credentials grant; only others than the vendor tell of it.
      name: 'client-credentials',
      title: 'Client credentials',
      description: `${register}; allow it the client credentials grant.`,
      secret: { required: ['clientId', 'clientSecret'], properties: { clientId, clientSecret } },
      auth: oauth({ replies: tokenReplies('client') }),
    },
  ],
  http: {
    test: { url: 'https://{{config.host}}/api', headers },
    account: {
      id: 'json.data.user.id',
      name: 'json.data.user.name',
      email: 'json.data.user.email',
      tenant: 'string(json.data.user.customer_id)',
    },
    identity: 'status == 200 && string(json.data.user.customer_id) != ""',
    replies: apiReplies,
    access: [
      {
        when: 'has(config.library) && !(has(json.data.work.libraries) && json.data.work.libraries.exists(l, l.alias == config.library))',
        request: { url: libraries, headers },
        replies: libraryReplies,
      },
      {
        when: 'has(config.library) && has(requires.path)',
        request: { url: `${libraries}/{{config.library}}/workspaces/{{requires.path}}/operations`, headers },
        // Of the operations only this one's name is known.
        grants: { read: 'type(json.data) == map ? true : null', write: 'json.data.add_folders' },
      },
    ],
  },
} satisfies PlatformSpec;
