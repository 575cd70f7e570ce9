import type { PlatformMethod, PlatformSpec } from '../../platform.ts';
import { pasted, secret, text, token } from '../shared/field.ts';
import { refreshReplies, userReplies } from './replies.ts';

/** Tokens are opaque: https://developers.asana.com/docs/personal-access-token */
const methods: PlatformMethod[] = [
  {
    name: 'personal-access-token',
    title: 'Personal access token',
    description:
      'Create a personal access token in the developer console (https://app.asana.com/0/my-apps), as the account that the job works as. The token of a service account works as well: an administrator creates it in the admin console, with full permissions.',
    secret: {
      required: ['accessToken'],
      properties: {
        accessToken: secret(
          'Access token',
          'Personal access token, or the token of a service account.',
          'your-access-token',
          token,
        ),
      },
    },
    credential: { bearer: '{{secret.accessToken}}' },
  },
  {
    name: 'oauth-refresh',
    title: 'App with a refresh token',
    description:
      'Create an app in the developer console (https://app.asana.com/0/my-apps), with full permissions or at least scope users:read, and obtain a refresh token of a user. The token stays valid for as long as the user authorizes the app.',
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        clientId: text('Client ID', 'Client ID of the app.', '1201234567890123', token),
        clientSecret: secret('Client secret', 'Client secret of the app.', 'your-client-secret', token),
        refreshToken: secret('Refresh token', 'Refresh token of the user.', 'your-refresh-token', token),
      },
    },
    signIn: [
      {
        // https://developers.asana.com/docs/oauth: all parameters in a form; redirect_uri is of the code, and Asana's own
        // Ruby client refreshes without it.
        oauth2: {
          grant: 'refresh_token',
          // Only the exchange of a code issues one.
          rotates: false,
          tokenUrl: 'https://app.asana.com/-/oauth_token',
          clientAuth: 'body',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          refreshToken: '{{secret.refreshToken}}',
        },
        replies: refreshReplies,
      },
    ],
    credential: { bearer: '{{token.access}}' },
  },
];

export const asana = {
  title: 'Asana',
  category: 'Collaboration',
  documentation: 'https://developers.asana.com/docs/authentication',
  config: {
    properties: {
      workspaceId: text(
        'Workspace ID',
        'ID (gid) of the workspace or organization that the account must belong to. Default: any workspace.',
        '1201234567890123',
        { ...pasted([String.raw`^https://app\.asana\.com/1/(\d+)`]), pattern: '^\\d+$' },
      ),
    },
  },
  hosts: ['app.asana.com'],
  define: [
    { workspaces: 'json.data.workspaces' },
    { ours: 'has(config.workspaceId) ? workspaces.filter(w, w.gid == config.workspaceId) : workspaces' },
  ],
  methods,
  test: [
    {
      // https://developers.asana.com/reference/getuser
      request: { url: 'https://app.asana.com/api/1.0/users/me' },
      replies: userReplies,
      expect: [
        {
          setting: 'workspaceId',
          is: 'workspaces.map(w, w.gid)',
          // Workspaces that block a token or an app are not listed: https://forum.asana.com/t/754962
          causes: [
            'the account is not a member of the workspace `spec.config.workspaceId`',
            'the workspace has blocked the app or personal access tokens',
            'the user has authorized the app for another workspace',
          ],
        },
      ],
      facts: {
        account: {
          id: 'json.data.gid',
          name: 'json.data.name',
          email: 'json.data.email',
          tenant: 'size(ours) == 1 ? ours[0].name + " (" + ours[0].gid + ")" : null',
        },
      },
    },
  ],
} satisfies PlatformSpec;
