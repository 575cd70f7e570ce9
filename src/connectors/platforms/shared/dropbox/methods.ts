import type { PlatformRequestStep } from '../../../../api/platform.gen.ts';
import type { PlatformMethod } from '../../../platform.ts';
import { secret, text, token } from '../field.ts';

export const api = 'https://api.dropboxapi.com/2';

export const pathRoot = text(
  'Path root',
  'The value of header Dropbox-API-Path-Root, a JSON object that says what paths start from. Default: the home namespace of the account.',
  '{".tag": "home"}',
  { pattern: '^[{][\\x20-\\x7e]+[}]$' },
);

/** https://developers.dropbox.com/oauth-guide; Dropbox gives no new refresh token. */
export function oauthRefresh(description: string): PlatformMethod {
  return {
    name: 'oauth-refresh',
    title: 'OAuth refresh token',
    description,
    secret: {
      required: ['appKey', 'refreshToken'],
      properties: {
        appKey: text('App key', 'The app key, from the App Console, Settings.', 'a1b2c3d4e5f6g7h'),
        appSecret: secret(
          'App secret',
          'The app secret of the same app. Leave it out if the sign-in used PKCE.',
          'your-app-secret',
        ),
        refreshToken: secret(
          'Refresh token',
          'The refresh token from a sign-in with token_access_type=offline.',
          'your-refresh-token',
        ),
      },
    },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          rotates: false,
          tokenUrl: 'https://api.dropboxapi.com/oauth2/token',
          clientId: '{{secret.appKey}}',
          clientSecret: '{{secret.appSecret}}',
          clientAuth: 'body',
          refreshToken: '{{secret.refreshToken}}',
        },
        replies: [{ table: 'refresh' }],
      },
    ],
    interactive: {
      authorizeUrl: 'https://www.dropbox.com/oauth2/authorize',
      client: 'either',
      parameters: { token_access_type: 'offline' },
      // Without redirect_uri the code is shown, and nothing has to be registered.
      redirect: { kind: 'copy' },
    },
    credential: { bearer: '{{token.access}}' },
  };
}

export function accessToken(description: string): PlatformMethod {
  return {
    name: 'access-token',
    title: 'Access token',
    description,
    secret: {
      required: ['accessToken'],
      properties: {
        accessToken: secret(
          'Access token',
          'The access token, which is long-lived or expires after about 4 hours.',
          'sl.your-token',
          token,
        ),
      },
    },
    credential: { bearer: '{{secret.accessToken}}' },
  };
}

/** Permissions at `requires.path`. A path that is not shared tells nothing but that it is there. */
export function permissionsAtPath(headers: Record<string, string>): PlatformRequestStep {
  const readOnly = 'json.sharing_info.read_only ? false : null';
  return {
    when: 'has(requires.path) && requires.path != "/"',
    request: { method: 'POST', url: `${api}/files/get_metadata`, headers, json: { path: '{{requires.path}}' } },
    replies: [{ table: 'path' }],
    facts: { grants: { write: readOnly, update: readOnly, delete: readOnly } },
  };
}
