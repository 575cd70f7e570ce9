import type { PlatformAccess } from '../../api/platform.gen.ts';
import type { PlatformMethod } from '../platform.ts';
import { secret, text, token } from './field.ts';
import { fileReplies, tokenReplies } from './replies/dropbox.ts';

export const api = 'https://api.dropboxapi.com/2';

export const pathRoot = text('Path root', 'Value of the header Dropbox-API-Path-Root.', '{".tag": "home"}', {
  pattern: '^[{][\\x20-\\x7e]+[}]$',
});

/** https://developers.dropbox.com/oauth-guide; Dropbox gives no new refresh token. */
export function oauthRefresh(description: string): PlatformMethod {
  return {
    name: 'oauth-refresh',
    title: 'OAuth refresh token',
    description,
    secret: {
      required: ['appKey', 'refreshToken'],
      properties: {
        appKey: text('App key', 'App Console, Settings.', 'a1b2c3d4e5f6g7h'),
        appSecret: secret('App secret', 'Of the same app. None where the sign-in used PKCE.', 'your-app-secret'),
        refreshToken: secret('Refresh token', 'From a sign-in with token_access_type=offline.', 'your-refresh-token'),
      },
    },
    auth: {
      oauth2: {
        grant: 'refresh_token',
        rotates: false,
        tokenUrl: 'https://api.dropboxapi.com/oauth2/token',
        clientId: '{{secret.appKey}}',
        clientSecret: '{{secret.appSecret}}',
        clientAuth: 'body',
        replies: tokenReplies,
      },
    },
  };
}

export function accessToken(description: string): PlatformMethod {
  return {
    name: 'access-token',
    title: 'Access token',
    description,
    secret: {
      required: ['accessToken'],
      properties: { accessToken: secret('Access token', 'Long-lived, or about 4 hours.', 'sl.your-token', token) },
    },
    auth: { bearer: { token: '{{secret.accessToken}}' } },
  };
}

/** Rights at `requires.path`. A path that is not shared tells nothing but that it is there. */
export function rightsAtPath(headers: Record<string, string>): PlatformAccess {
  const readOnly = 'json.sharing_info.read_only ? false : null';
  return {
    when: 'has(requires.path) && requires.path != "/"',
    request: { method: 'POST', url: `${api}/files/get_metadata`, headers, json: { path: '{{requires.path}}' } },
    grants: { write: readOnly, update: readOnly, delete: readOnly },
    replies: fileReplies,
  };
}
