import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';
import { testNow } from '../../support/test-context.ts';

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const { publicKey, privateKey } = newKey();
export const goodKey = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
export const foreignKey = newKey().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
export const minted = 'canary-minted-token-71';
export const clientSecret = 'canary-client-secret-72';
export const refreshToken = 'canary-refresh-token-73';
export const username = 'svc-migration';
export const password = 'canary-pässword-74';
const host = 'https://acme.service-now.com';

export const unauthorized: FakeReply = {
  status: 401,
  json: { error: { message: 'User Not Authenticated', detail: 'No' }, status: 'failure' },
};
export const denied = (error = 'server_error', more: FakeReply = {}): FakeReply => ({
  status: 401,
  json: { error, error_description: 'access_denied' },
  ...more,
});
export const issued = (more: object = {}): FakeReply => ({
  json: { access_token: minted, refresh_token: refreshToken, scope: 'useraccount', expires_in: 1799, ...more },
});
const user = { sys_id: '6816f79cc0a8016401c5a33be04be441', user_name: username };
export const me = (more: object = {}): FakeReply => ({
  json: { result: [{ ...user, name: 'Migration', email: 'it@example.com', ...more }] },
});
export const nobody: FakeReply = { json: { result: [] } };
export const current = (more: object = {}): FakeReply => ({
  json: { result: { user_sys_id: user.sys_id, user_name: username, user_display_name: 'Migration', ...more } },
});

/** Table API; without exactly this query it is another user who is returned. */
function api(authorization: RegExp, accepts: (received: Received) => boolean): Record<string, FakeRoute> {
  const shared = { headers: { authorization, accept: 'application/json' }, accepts, refused: unauthorized };
  const limited = { sysparm_limit: '1' };
  return {
    me: {
      ...shared,
      on: `GET ${host}/api/now/table/sys_user`,
      query: {
        ...limited,
        sysparm_query: 'user_name=javascript:gs.getUserName()',
        sysparm_fields: 'sys_id,user_name,name,email',
      },
      good: me(),
    },
    current: { ...shared, on: `GET ${host}/api/now/ui/user/current_user`, good: current() },
    roles: {
      ...shared,
      on: `GET ${host}/api/now/table/sys_user_has_role`,
      query: { ...limited, sysparm_query: `user=${user.sys_id}^role.name=admin`, sysparm_fields: 'role' },
      good: { json: { result: [{ role: { value: '2831a114c611228501d4ea6c309d626d' } }] } },
    },
  };
}

const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
export const basicRoutes = api(/^Basic \S+$/, ({ headers }) => headers['authorization'] === basic);

const client = { client_id: 'client-1', client_secret: /./ };
const noHeader = ({ headers }: Received) =>
  headers['authorization'] === undefined ? [] : ['the client in a header as well'];

/** "OAuth API request parameters" of the vendor: the client in the form. */
function tokenRoutes(
  form: Record<string, string | RegExp>,
  accepts: FakeRoute['accepts'],
  refused = denied(),
): Record<string, FakeRoute> {
  const on = `POST ${host}/oauth_token.do`;
  const token: FakeRoute = { on, form: { ...form, ...client }, faults: noHeader, good: issued(), refused };
  return { ...api(/^Bearer \S+$/, bears(minted)), token: { ...token, ...(accepts ? { accepts } : {}) } };
}

export const refreshRoutes = tokenRoutes(
  { grant_type: 'refresh_token', refresh_token: /./ },
  ({ form }) => form['refresh_token'] === refreshToken,
);
export const passwordRoutes = tokenRoutes(
  { grant_type: 'password', username, password: /./ },
  ({ form }) => form['password'] === password,
);
export const wrongClient = denied('invalid_client');
export const clientRoutes = tokenRoutes(
  { grant_type: 'client_credentials' },
  ({ form }) => form['client_secret'] === clientSecret,
  wrongClient,
);

const jwt = tokenRoutes(
  { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/ },
  async (received) => (await verified(received)) !== undefined,
);
export const jwtRoutes = { ...jwt, token: { ...jwt['token']!, faults: jwtFaults } };

async function jwtFaults(received: Received): Promise<string[]> {
  const { alg, kid } = decodeProtectedHeader(received.form['assertion'] ?? '');
  const { exp = Infinity, jti = '' } = (await verified(received)) ?? { exp: 0, jti: 'unread' };
  return [
    ...noHeader(received),
    ...(alg === 'RS256' ? [] : [`alg ${alg}`]),
    ...(kid === 'kid-1' ? [] : [`kid ${kid}`]),
    ...(jti === '' ? ['no jti'] : []),
    ...(exp - testNow / 1000 <= 300 ? [] : ['exp is more than 300 s ahead']),
  ];
}

/** The claims where the signature is right; throws where what is signed is not what ServiceNow documents. */
async function verified({ form }: Received): Promise<JWTPayload | undefined> {
  try {
    const wanted = { issuer: 'client-1', audience: 'client-1', subject: username, currentDate: new Date(testNow) };
    return (await jwtVerify(form['assertion'] ?? '', publicKey, wanted)).payload;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return undefined;
    throw error;
  }
}
