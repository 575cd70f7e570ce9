import type { PlatformAuth } from '../../api/platform.gen.ts';
import type { PlatformSpec } from '../platform.ts';
import { password, secret, text, token, username } from './field.ts';
import { apiReplies, passwordReplies, refreshReplies } from './replies/sharefile.ts';

const client = {
  clientId: text('Client ID', 'Of the API key.', 'a1b2c3d4e5f6g7h8', token),
  clientSecret: secret('Client secret', 'Of the API key.', 'your-client-secret'),
};

/** The reply tells the host of the API; it must be one of the hosts below. */
const oauth2 = {
  tokenUrl: 'https://{{config.subdomain}}.{{config.controlPlane}}/oauth/token',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
  values: { subdomain: 'json.subdomain', apicp: 'json.apicp' },
} satisfies PlatformAuth['oauth2'];

const api = 'https://{{config.subdomain}}.{{session.apicp}}/sf/v3';

export const sharefile = {
  title: 'ShareFile',
  aliases: [
    'Citrix ShareFile',
    'Citrix ShareFile My Files & Folders',
    'Citrix ShareFile Shared Folders',
    'Progress ShareFile',
  ],
  category: 'FileSharing',
  documentation: 'https://api.sharefile.com/gettingstarted/oauth2password',
  config: {
    required: ['subdomain'],
    properties: {
      subdomain: text('Subdomain', 'The account: what stands before .sharefile.com in its address.', 'mycompany', {
        pattern: '^[a-z0-9-]+$',
      }),
      controlPlane: text('Control plane', 'What stands behind the subdomain.', 'sharefile.com', {
        enum: ['sharefile.com', 'sharefile.eu', 'securevdr.com'],
        default: 'sharefile.com',
      }),
      root: text('Root', 'Where the rights are looked up, if requires.path names no folder.', 'my-files', {
        enum: ['my-files', 'shared'],
        default: 'my-files',
      }),
    },
  },
  hosts: ['sharefile.com', 'sharefile.eu', 'securevdr.com', 'sf-api.com'].map(
    (plane) => `{{config.subdomain}}.${plane}`,
  ),
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description:
        'Create an API key at api.sharefile.com. The user must not sign in by single sign-on; with two-factor sign-in, create an app-specific password for it. The vendor recommends oauth-refresh for production. A password that was refused is not sent again.',
      secret: {
        required: ['clientId', 'clientSecret', 'username', 'password'],
        properties: { ...client, username, password },
      },
      auth: {
        oauth2: {
          ...oauth2,
          grant: 'password',
          username: '{{secret.username}}',
          password: '{{secret.password}}',
          replies: passwordReplies,
        },
      },
    },
    {
      name: 'oauth-refresh',
      title: 'OAuth, with a refresh token',
      description:
        'Create an API key at api.sharefile.com with a redirect address, sign in at https://secure.sharefile.com/oauth/authorize as the user to act as, and exchange the code. A new refresh token that comes back is kept by the operator.',
      secret: {
        required: ['clientId', 'clientSecret', 'refreshToken'],
        properties: {
          ...client,
          refreshToken: secret('Refresh token', 'From the sign-in.', 'your-refresh-token', token),
        },
      },
      auth: { oauth2: { ...oauth2, grant: 'refresh_token', replies: refreshReplies } },
    },
  ],
  http: {
    values: {
      item: 'has(requires.path) ? "Items(" + requires.path + ")" : config.root == "shared" ? "Items(allshared)" : "Items"',
    },
    // https://api.sharefile.com/docs/resource?name=Sessions: the caller's own session, never a list of users.
    test: { url: `${api}/Sessions`, query: { $expand: 'Principal' } },
    account: {
      id: 'json.Principal.Id',
      name: 'has(json.Principal.FullName) ? json.Principal.FullName : json.Principal.Name',
      email: 'json.Principal.Email',
      tenant: 'session.subdomain',
    },
    identity: 'json.Principal.Id != "" && json.Principal.Email != ""',
    // unverified: IsAdministrator, which not every reply has.
    administrator: 'json.Principal.IsAdministrator',
    replies: apiReplies,
    access: [
      {
        when: 'has(requires.path) || has(requires.access)',
        request: { url: `${api}/{{values.item}}`, query: { $expand: 'Info' } },
        grants: {
          read: 'json.Info.CanDownload',
          write: 'json.Info.CanUpload',
          delete: 'has(json.Info.CanDeleteChildItems) ? json.Info.CanDeleteChildItems : json.Info.CanDeleteCurrentItem',
        },
        replies: apiReplies,
      },
    ],
  },
} satisfies PlatformSpec;
