import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';

export const username = 'svc-migration';
export const password = 'canary-pässword-71';
export const clientSecret = 'canary-client-secret-72';
export const ticket = 'canary-otcs-ticket-73';
export const otdsTicket = 'canary-otds-ticket-74';
export const minted = 'canary-minted-token-75';
const url = 'https://ecm.example.com/otcs/cs.exe';
const otds = 'https://otds.example.com';

export const apiError = (status: number, error = 'No'): FakeReply => ({ status, json: { error } });
export const me = (more: object = {}): FakeReply => ({
  json: { data: { id: 1000, name: username, type: 0, type_name: 'User', ...more } },
});
const properties = (values: object): FakeReply => ({ json: { results: { data: { properties: values } } } });
export const member = (more: object = {}): FakeReply =>
  properties({
    id: 1000,
    name: username,
    business_email: 'svc@example.com',
    privilege_login: true,
    privilege_system_admin_rights: false,
    deleted: false,
    ...more,
  });
export const node = (more: object = {}): FakeReply =>
  properties({
    id: 2000,
    perm_see: true,
    perm_see_contents: true,
    perm_create: true,
    perm_modify: false,
    perm_delete: false,
    ...more,
  });

/** opentext/pyxecm otcs.py: the current user, a member, a node. */
function api(name: string, value: RegExp, accepts: (received: Received) => boolean): Record<string, FakeRoute> {
  const shared = { headers: { [name]: value }, accepts, refused: apiError(401, 'Authentication Required') };
  return {
    me: { ...shared, on: `GET ${url}/api/v1/auth`, good: me() },
    member: { ...shared, on: `GET ${url}/api/v2/members/1000`, good: member() },
    workspace: { ...shared, on: `GET ${url}/api/v2/nodes/2000`, good: node() },
    folder: {
      ...shared,
      on: `GET ${url}/api/v2/nodes/130480`,
      good: node({ perm_modify: true, perm_delete: true }),
    },
  };
}

export const passwordRoutes: Record<string, FakeRoute> = {
  ...api('otcsticket', /^\S+$/, ({ headers }) => headers['otcsticket'] === ticket),
  login: {
    on: `POST ${url}/api/v1/auth`,
    form: { username, password: /./ },
    accepts: ({ form }) => form['password'] === password,
    good: { json: { ticket } },
    refused: apiError(401, 'Authentication failed'),
  },
};

/** The reply to credentials, with all the fields that it has: public client code for OTDS. */
export const credentials = (more: object = {}, status = 200): FakeReply => ({
  status,
  json: {
    token: null,
    userId: `${username}@partition`,
    ticket: otdsTicket,
    resourceID: null,
    failureReason: null,
    passwordExpirationTime: 0,
    continuation: false,
    continuationContext: null,
    continuationData: null,
    ...more,
  },
});

export const otdsRoutes: Record<string, FakeRoute> = {
  ...api('otdsticket', /^\S+$/, ({ headers }) => headers['otdsticket'] === otdsTicket),
  login: {
    on: `POST ${otds}/otdsws/rest/authentication/credentials`,
    headers: { 'content-type': /^application\/json/ },
    faults: ({ text }) =>
      Object.keys(JSON.parse(text) as object).join() === 'userName,password' ? [] : ['fields of the login'],
    accepts: ({ text }) => text === JSON.stringify({ userName: username, password }),
    good: credentials(),
    refused: { status: 401, json: { status: 401, error: 'Unauthorized' } },
  },
};

export const oauthRoutes: Record<string, FakeRoute> = {
  ...api('authorization', /^Bearer \S+$/, bears(minted)),
  token: {
    on: `POST ${otds}/otdsws/oauth2/token`,
    form: { grant_type: 'client_credentials', client_id: 'connection-operator', client_secret: /./ },
    faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['the client in a header as well']),
    accepts: ({ form }) => form['client_secret'] === clientSecret,
    good: { json: { access_token: minted, token_type: 'Bearer', expires_in: 3600 } },
    refused: apiError(401, 'invalid_client'),
  },
};
