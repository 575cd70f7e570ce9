import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';

export const username = 'svc-migration';
export const password = 'canary-pässword-52';
export const clientSecret = 'canary-client-secret-53';
export const ticket = 'TICKET_canary54abcdef';
export const minted = 'canary-minted-token-55';
const host = 'https://alfresco.example.com';
const api = `${host}/alfresco/api/-default-/public`;
const basicOf = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

/** The errors of Alfresco/rest-api-explorer: `error` with `statusCode` and `briefSummary`. */
export const apiError = (statusCode: number): FakeReply => ({
  status: statusCode,
  json: { error: { errorKey: 'framework.exception', statusCode, briefSummary: 'No', stackTrace: '' } },
});
export const tokenError = (error: string, error_description?: string, status = 401): FakeReply => ({
  status,
  json: { error, ...(error_description === undefined ? {} : { error_description }) },
});

const person = {
  id: username,
  firstName: 'Migration',
  lastName: 'Service',
  email: 'svc@example.com',
  enabled: true,
  capabilities: { isAdmin: true, isGuest: false, isMutable: true },
};
export const me = (more: object = {}): FakeReply => ({ json: { entry: { ...person, ...more } } });
export const node = (...allowableOperations: string[]): FakeReply => ({
  json: { entry: { id: 'n-1', ...(allowableOperations.length > 0 ? { allowableOperations } : {}) } },
});

/** alfresco-core.yaml: people/-me- takes `fields` alone, nodes/{id} takes `include` and `relativePath`. */
function core(authorization: RegExp, accepts: (received: Received) => boolean): Record<string, FakeRoute> {
  const shared = { headers: { authorization }, accepts, refused: apiError(401) };
  const nodes = `GET ${api}/alfresco/versions/1/nodes`;
  const query = { include: 'allowableOperations' };
  return {
    me: {
      ...shared,
      on: `GET ${api}/alfresco/versions/1/people/-me-`,
      query: { fields: 'id,email,firstName,lastName,enabled,capabilities' },
      good: me(),
    },
    root: { ...shared, on: `${nodes}/-root-`, query, good: node('create', 'update') },
    folder: {
      ...shared,
      on: `${nodes}/4711-ab`,
      query: { ...query, relativePath: 'Finance/2026 Q1' },
      good: node('create', 'update', 'delete'),
    },
  };
}

const isBasic = /^Basic [A-Za-z0-9+/]+=*$/;
export const basicRoutes = core(
  isBasic,
  ({ headers }) => headers['authorization'] === basicOf(`${username}:${password}`),
);

const bearsTicket = ({ headers }: Received) => headers['authorization'] === basicOf(ticket);
const tickets = `${api}/authentication/versions/1/tickets`;
const entry = { json: { entry: { id: ticket, userId: username } } };

/** alfresco-auth.yaml; the ticket is sent as Basic of base64(ticket), without a colon. */
export const ticketRoutes: Record<string, FakeRoute> = {
  ...core(isBasic, bearsTicket),
  login: {
    on: `POST ${tickets}`,
    headers: { 'content-type': /^application\/json/ },
    faults: ({ headers, text }) => [
      ...(headers['authorization'] === undefined ? [] : ['authorization at the login']),
      ...(Object.keys(JSON.parse(text) as object).join() === 'userId,password' ? [] : ['fields of the login']),
    ],
    accepts: ({ text }) => text === JSON.stringify({ userId: username, password }),
    good: { status: 201, ...entry },
    refused: apiError(403),
  },
  check: {
    on: `GET ${tickets}/-me-`,
    headers: { authorization: isBasic },
    accepts: bearsTicket,
    good: entry,
    refused: apiError(401),
  },
  logout: {
    on: `DELETE ${tickets}/-me-`,
    headers: { authorization: isBasic },
    accepts: bearsTicket,
    good: { status: 204 },
    refused: apiError(404),
  },
};

const user = { username, password: /./ };
const client = { client_id: 'connection-operator', client_secret: /./ };

/** Keycloak's token endpoint, as the vendor's own JavaScript client calls it: the client in the body. */
export function oidcRoutes(grant: 'client_credentials' | 'password', confidential = true): Record<string, FakeRoute> {
  const { client_id } = client;
  const password_ = grant === 'password' ? user : {};
  return {
    ...core(/^Bearer \S+$/, bears(minted)),
    token: {
      on: 'POST https://id.example.com/auth/realms/alfresco/protocol/openid-connect/token',
      form: { grant_type: grant, ...(confidential ? client : { client_id }), ...password_ },
      faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['the client in a header as well']),
      accepts: ({ form }) =>
        grant === 'password' ? form['password'] === password : form['client_secret'] === clientSecret,
      good: { json: { access_token: minted, expires_in: 300, token_type: 'Bearer' } },
      refused:
        grant === 'password'
          ? tokenError('invalid_grant', 'Invalid user credentials')
          : tokenError('unauthorized_client', 'Invalid client or Invalid client credentials'),
    },
  };
}
