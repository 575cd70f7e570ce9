import { bears, type FakeReply, type FakeRoute, type Received } from '../../../support/fake-platform.ts';

export const minted = 'canary-sl.minted-token-52';
export const client = {
  appKey: 'a1b2c3d4e5f6g7h',
  appSecret: 'canary-app-secret-61',
  refreshToken: 'canary-refresh-token-83',
};
const tokenUrl = 'https://api.dropboxapi.com/oauth2/token';

export const oauthError = (error: string, error_description: string): FakeReply => ({
  status: 400,
  json: { error, error_description },
});
export const tagged = (status: number, tag: string, more: object = {}): FakeReply => ({
  status,
  json: { error_summary: `${tag}/...`, error: { '.tag': tag, ...more } },
});
export const plain = (text: string): FakeReply => ({
  status: 400,
  text: `Error in call to API function: ${text}`,
  type: 'text/plain; charset=utf-8',
});
export const issued = (more: object = {}): FakeReply => ({
  json: { access_token: minted, token_type: 'bearer', expires_in: 14_400, ...more },
});

const grant = { grant_type: 'refresh_token', refresh_token: /./, client_id: client.appKey };
const knows = ({ form }: Received) => form['refresh_token'] === client.refreshToken;

/** developers.dropbox.com/oauth-guide; id and secret are form fields. */
export const refreshRoutes: Record<string, FakeRoute> = {
  token: {
    on: `POST ${tokenUrl}`,
    when: ({ form }) => form['client_secret'] === client.appSecret,
    form: { ...grant, client_secret: client.appSecret },
    accepts: knows,
    good: issued(),
    refused: oauthError('invalid_grant', 'refresh token is invalid or revoked'),
  },
  otherClient: {
    on: `POST ${tokenUrl}`,
    form: { ...grant, client_secret: /./ },
    good: oauthError('invalid_client', 'Invalid client_id or client_secret'),
    refused: oauthError('invalid_client', 'Invalid client_id or client_secret'),
  },
};

/** A refresh token of a sign-in with PKCE: the app shows no secret. */
export const pkceToken: FakeRoute = {
  on: `POST ${tokenUrl}`,
  form: grant,
  accepts: knows,
  good: issued(),
  refused: oauthError('invalid_grant', 'refresh token is malformed'),
};

type Faults = NonNullable<FakeRoute['faults']>;
const noBody: Faults = ({ headers, text }) => [
  ...(text === '' ? [] : ['has a body']),
  ...(headers['content-type'] === undefined ? [] : ['an empty body with a content type is refused']),
];
const json =
  (wanted: object): Faults =>
  ({ headers, text }) => [
    ...(headers['content-type'] === 'application/json' ? [] : ['content-type is not application/json']),
    ...(text === JSON.stringify(wanted) ? [] : [`body is ${text}`]),
  ];

/** Headers that select a member, and nothing where none is to be selected. */
const selects =
  (wanted: Record<string, string>, faults: Faults): Faults =>
  async (received) => [
    ...(await faults(received)),
    ...['dropbox-api-select-user', 'dropbox-api-select-admin', 'dropbox-api-path-root']
      .filter((name) => received.headers[name] !== wanted[name])
      .map((name) => `${name} is ${received.headers[name]}`),
  ];

const bearing = (token: string) => ({
  headers: { authorization: /^Bearer \S+$/ },
  accepts: bears(token),
  refused: tagged(401, 'invalid_access_token'),
});
const api = 'POST https://api.dropboxapi.com/2';

export const current = (more: object = {}): FakeReply => ({
  json: {
    account_id: 'dbid:AAH4f99T',
    name: { display_name: 'Franz Ferdinand' },
    email: 'franz@example.com',
    email_verified: true,
    disabled: false,
    account_type: { '.tag': 'business' },
    team: { id: 'dbtid:AAFdgehTzw7', name: 'Acme' },
    team_member_id: 'dbmid:AAHhy7WsR0x',
    ...more,
  },
});
export const file = (sharing_info?: object): FakeReply => ({
  json: { '.tag': 'folder', id: 'id:1', path_lower: '/archive', ...(sharing_info ? { sharing_info } : {}) },
});

/** dropbox/dropbox-api-spec users.stone and files.stone */
export function userRoutes(token: string, selected: Record<string, string> = {}): Record<string, FakeRoute> {
  return {
    current: {
      ...bearing(token),
      on: `${api}/users/get_current_account`,
      faults: selects(selected, noBody),
      good: current(),
    },
    file: {
      ...bearing(token),
      on: `${api}/files/get_metadata`,
      faults: selects(selected, json({ path: '/archive' })),
      good: file(),
    },
  };
}

export const admin = (more: object = {}): FakeReply => ({
  json: {
    admin_profile: {
      team_member_id: 'dbmid:AAFoi_tmvRuQ',
      account_id: 'dbid:AAGhy8XtS1y',
      email: 'admin@example.com',
      name: { display_name: 'Ada Admin' },
      status: { '.tag': 'active' },
      ...more,
    },
  },
});
export const team = (more: object = {}): FakeReply => ({
  json: { name: 'Acme', team_id: 'dbtid:AAFdgehTzw7', num_licensed_users: 5, ...more },
});

/** dropbox/dropbox-api-spec team.stone, team_folders.stone */
export function teamRoutes(token: string, selected: Record<string, string> = {}): Record<string, FakeRoute> {
  return {
    admin: {
      ...bearing(token),
      on: `${api}/team/token/get_authenticated_admin`,
      faults: selects({}, noBody),
      good: admin(),
    },
    team: { ...bearing(token), on: `${api}/team/get_info`, faults: selects({}, noBody), good: team() },
    folders: {
      ...bearing(token),
      on: `${api}/team/team_folder/list`,
      faults: selects({}, json({ limit: 1 })),
      good: { json: { team_folders: [{ team_folder_id: '1', name: 'Sales', status: { '.tag': 'active' } }] } },
    },
    ...userRoutes(token, selected),
  };
}
