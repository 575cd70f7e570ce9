import type { FakeReply, FakeRoute } from '../../support/fake-platform.ts';

export const username = 'svc-migration';
export const password = 'canary-pässword-81';
const root = 'https://dctm.example.com/dctm-rest';
const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
const accept = 'application/vnd.emc.documentum+json';

export const apiError = (status: number, code: string, message = 'No'): FakeReply => ({
  status,
  json: { status, code, message, details: 'No', id: 'e-1' },
});
export const me = (more: object = {}): FakeReply => ({
  json: {
    name: 'user',
    type: 'dm_user',
    properties: {
      r_object_id: '110277b680000102',
      user_name: 'Migration Service',
      user_login_name: username,
      user_address: 'svc@example.com',
      user_privileges: 0,
      ...more,
    },
    links: [],
  },
});
export const permission = (basicPermission: string): FakeReply => ({
  json: { accessor: 'Migration Service', 'basic-permission': basicPermission, 'extend-permissions': '' },
});
export const repositories = (...titles: string[]): FakeReply => ({
  json: { id: 'r', title: 'Repositories', entries: titles.map((title) => ({ id: title, title, links: [] })) },
});

/** documentum-rest-client-java: every call but the list of repositories needs Basic. */
const shared = {
  headers: { accept, authorization: /^Basic [A-Za-z0-9+/]+=*$/ },
  accepts: ({ headers }: { headers: Readonly<Record<string, string | undefined>> }) =>
    headers['authorization'] === basic,
  refused: apiError(401, 'E_BAD_CREDENTIALS_ERROR'),
};
export const routes: Record<string, FakeRoute> = {
  me: { ...shared, on: `GET ${root}/repositories/finance/currentuser`, good: me() },
  object: {
    ...shared,
    on: `GET ${root}/repositories/finance/objects/0c0277b68004dbc6/permissions`,
    good: permission('Write'),
  },
  list: {
    on: `GET ${root}/repositories`,
    headers: { accept },
    faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['a credential where none is wanted']),
    good: repositories('hr', 'legal'),
    refused: { status: 401 },
  },
};
