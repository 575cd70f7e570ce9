import type { FakeReply, FakeRoute, Received } from '../../support/fake-platform.ts';

export const username = 'svc@acme.com';
export const password = 'canary-pässword-31';
export const clientSecret = 'canary-client-secret-32';
export const sessionId = 'canary-session-33';
export const minted = 'canary-minted-token-34';
const host = 'https://acme.veevavault.com';
const v = `${host}/api/v24.1`;

export const failure = (type: string): FakeReply => ({
  json: { responseStatus: 'FAILURE', responseMessage: 'No', errors: [{ type, message: 'No' }], errorType: 'X' },
});
const vaults = [
  { id: 1776, name: 'Promo', url: 'https://acme-promo.veevavault.com/api' },
  { id: 1777, name: 'Quality', url: `${host}/api` },
];
export const opened = (more: object = {}): FakeReply => ({
  json: { responseStatus: 'SUCCESS', sessionId, userId: 61579, vaultId: 1777, vaultIds: vaults, ...more },
});
const user = {
  id: 61579,
  user_name__v: username,
  user_first_name__v: 'Migration',
  user_email__v: 'svc@example.com',
  active__v: true,
  is_domain_admin__v: false,
  security_profile__v: 'vault_owner__v',
};
export const me = (more: object = {}, responseStatus = 'SUCCESS'): FakeReply => ({
  json: { responseStatus, users: [{ user: { ...user, ...more } }] },
});

const headers = { authorization: /^canary-session-\d+$/ };
const accepts = (received: Received) => received.headers['authorization'] === sessionId;
const refused = failure('INVALID_SESSION_ID');

/** developer.veevavault.com/api/24.1: Validate Session User, Retrieve My User Permissions, End Session */
const api: Record<string, FakeRoute> = {
  me: {
    on: `GET ${v}/objects/users/me`,
    query: { exclude_vault_membership: 'true', exclude_app_licensing: 'true' },
    headers,
    accepts,
    good: me(),
    refused,
  },
  rights: {
    on: `GET ${v}/objects/users/me/permissions`,
    query: { filter: 'name__v::object.product__v.object_actions' },
    headers,
    accepts,
    good: {
      json: {
        responseStatus: 'SUCCESS',
        data: [
          {
            name__v: 'object.product__v.object_actions',
            permissions: { read: true, edit: true, create: true, delete: false },
          },
        ],
      },
    },
    refused,
  },
  logout: { on: `DELETE ${v}/session`, headers, accepts, good: { json: { responseStatus: 'SUCCESS' } }, refused },
};

const bare = ({ headers: sent }: Received) => (sent['authorization'] === undefined ? [] : ['a header as well']);

export const passwordRoutes: Record<string, FakeRoute> = {
  ...api,
  login: {
    on: `POST ${v}/auth`,
    form: { username, password: /./, vaultDNS: 'acme.veevavault.com' },
    faults: bare,
    accepts: ({ form }) => form['password'] === password,
    good: opened(),
    refused: failure('USERNAME_OR_PASSWORD_INCORRECT'),
  },
};

export const oauthRoutes: Record<string, FakeRoute> = {
  ...api,
  token: {
    on: 'POST https://id.example.com/oauth2/token',
    form: {
      grant_type: 'client_credentials',
      client_id: 'client-1',
      client_secret: /./,
      scope: 'api://vault/.default',
    },
    faults: bare,
    accepts: ({ form }) => form['client_secret'] === clientSecret,
    good: { json: { access_token: minted, token_type: 'Bearer', expires_in: 3600 } },
    refused: { status: 401, json: { error: 'invalid_client' } },
  },
  login: {
    on: 'POST https://login.veevavault.com/auth/oauth/session/_9ab2c3',
    headers: { authorization: /^Bearer \S+$/ },
    form: { vaultDNS: 'acme.veevavault.com', client_id: 'client-1' },
    accepts: (received) => received.headers['authorization'] === `Bearer ${minted}`,
    good: opened(),
    refused: failure('INVALID_DATA'),
  },
};
