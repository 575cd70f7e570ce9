import type { FakeReply, FakeRoute } from '../../support/fake-platform.ts';

export const url = 'https://seafile.example.com';
export const username = 'svc@example.com';
export const password = 'canary-pässword-71';
export const storedToken = 'canary72storedToken';
export const minted = 'canary73mintedToken';
export const library = 'b8e06f24-edfe-44a3-b63b-ad9ecc59e1eb';

const user = {
  email: '1f67e0a2b5@auth.local',
  name: 'Migration',
  contact_email: username,
  institution: 'Acme',
  is_staff: false,
  usage: 5,
  total: -2,
  space_usage: '0%',
};
export const me = (more: object = {}): FakeReply => ({ json: { ...user, ...more } });
export const repo = (permission: string, encrypted = false): FakeReply => ({
  json: { type: 'repo', id: library, name: 'Finance', owner: 'share', encrypted, permission },
});
export const detail = (status: number, text: string, headers: Record<string, string> = {}): FakeReply => ({
  status,
  json: { detail: text },
  headers,
});
export const unable = (text: string, headers: Record<string, string> = {}): FakeReply => ({
  status: 400,
  json: { non_field_errors: [text] },
  headers,
});

/** views.py, authentication.py and serializers.py in seahub/api2 of haiwen/seahub. */
export function api(token: string, scheme = 'Token'): Record<string, FakeRoute> {
  const guarded = {
    headers: { authorization: RegExp(`^${scheme} [0-9A-Za-z]+$`) },
    accepts: ({ headers }: { headers: Readonly<Record<string, string | undefined>> }) =>
      headers['authorization'] === `${scheme} ${token}`,
    refused: detail(401, 'Invalid token'),
  };
  return {
    me: { on: `GET ${url}/api2/account/info/`, ...guarded, good: me() },
    repo: { on: `GET ${url}/api2/repos/${library}/`, ...guarded, good: repo('rw') },
  };
}

export const login: FakeRoute = {
  on: `POST ${url}/api2/auth-token/`,
  form: { username, password: /./ },
  faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['a header as well']),
  accepts: ({ form }) => form['password'] === password,
  good: { json: { token: minted } },
  refused: unable('Unable to login with provided credentials.'),
};
