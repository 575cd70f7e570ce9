import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';
import { testNow } from '../../support/test-context.ts';

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const { publicKey, privateKey } = newKey();
export const goodKey = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
export const foreignKey = newKey().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
export const minted = '00D5e000000abcD!canary-minted-81';
export const clientSecret = 'canary-client-secret-82';
export const refreshToken = 'canary-refresh-token-83';
export const password = 'canary-password-84';
export const securityToken = 'canary-security-token-85';
const instance = 'https://acme.my.salesforce.com';

export const oauthError = (error: string, error_description = 'No', more: FakeReply = {}): FakeReply => ({
  status: 400,
  json: { error, error_description },
  ...more,
});
/** The API answers a list, the token endpoint an object. */
export const apiError = (status: number, errorCode: string): FakeReply => ({
  status,
  type: 'application/json;charset=UTF-8',
  text: JSON.stringify([{ message: 'No', errorCode }]),
});
export const issued = (more: object = {}): FakeReply => ({
  json: { access_token: minted, instance_url: instance, id: `${instance}/id/00D5e000000abcDEAQ/005`, ...more },
});
const user = {
  user_id: '0055e000001XyZAAA0',
  organization_id: '00D5e000000abcDEAQ',
  preferred_username: 'migration@example.com',
  name: 'Migration',
  email: 'it@example.com',
  active: true,
};
export const me = (more: object = {}): FakeReply => ({ json: { ...user, ...more } });
export const basicInformation = (...flags: string[]): FakeReply => ({
  json: {
    objectDescribe: Object.fromEntries(
      ['queryable', 'createable', 'updateable', 'deletable'].map((flag) => [flag, flags.includes(flag)]),
    ),
    recentItems: [],
  },
});

/** userinfo of the OpenID guide; limits, basic information and query of the REST API guide. */
const api: Record<string, FakeRoute> = Object.fromEntries(
  Object.entries({
    me: { on: '/services/oauth2/userinfo', good: me() },
    limits: { on: '/services/data/v60.0/limits', good: { json: { DailyApiRequests: { Max: 15000, Remaining: 1 } } } },
    version: {
      on: '/services/data/v60.0/sobjects/ContentVersion',
      good: basicInformation('queryable', 'createable'),
    },
    document: { on: '/services/data/v60.0/sobjects/ContentDocument', good: basicInformation('queryable') },
    account: {
      on: '/services/data/v60.0/sobjects/Account',
      good: basicInformation('queryable', 'createable', 'updateable', 'deletable'),
    },
    query: {
      on: '/services/data/v60.0/query',
      query: { q: 'SELECT PermissionsModifyAllData FROM UserPermissionAccess' },
      good: { json: { totalSize: 1, done: true, records: [{ PermissionsModifyAllData: true }] } },
    },
  }).map(([name, { on, ...route }]) => [
    name,
    {
      ...route,
      on: `GET ${instance}${on}`,
      headers: { authorization: /^Bearer \S+$/ },
      accepts: bears(minted),
      refused: apiError(401, 'INVALID_SESSION_ID'),
    },
  ]),
);

type Form = Record<string, string | RegExp>;

function tokenRoutes(
  form: Form,
  accepts: (received: Received) => boolean | Promise<boolean>,
  { host = 'login.salesforce.com', refused = oauthError('invalid_grant', 'authentication failure') } = {},
): Record<string, FakeRoute> {
  const noHeader = ({ headers }: Received) =>
    headers['authorization'] === undefined ? [] : ['the client in a header as well'];
  const token = { form, accepts, refused, faults: noHeader, good: issued() };
  return { ...api, token: { ...token, on: `POST https://${host}/services/oauth2/token` } };
}

const client = { client_id: '3MVG9.client', client_secret: /./ };
const knows = ({ form }: Received) => form['client_secret'] === clientSecret;
const wrongClient = oauthError('invalid_client', 'invalid client credentials');

export const clientRoutes = tokenRoutes({ grant_type: 'client_credentials', ...client }, knows, {
  host: 'acme.my.salesforce.com',
  refused: wrongClient,
});
export const refreshRoutes = tokenRoutes(
  { grant_type: 'refresh_token', refresh_token: /./, ...client },
  ({ form }) => form['refresh_token'] === refreshToken,
  { refused: oauthError('invalid_grant', 'expired access/refresh token') },
);
export const passwordRoutes = tokenRoutes(
  { grant_type: 'password', username: 'migration@example.com', password: /./, ...client },
  (received) => knows(received) && received.form['password'] === `${password}${securityToken}`,
);

/** https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_jwt_flow.htm */
export function jwtRoutes(host = 'login.salesforce.com', audience = 'https://login.salesforce.com') {
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/,
  };
  const routes = tokenRoutes(form, async (received) => (await verified(received, audience)) !== undefined, {
    host,
    refused: oauthError('invalid_grant', 'invalid assertion'),
  });
  const faults = async (received: Received) => {
    const { alg } = decodeProtectedHeader(received.form['assertion'] ?? '');
    const { exp = Infinity } = (await verified(received, audience)) ?? { exp: 0 };
    return [
      ...(alg === 'RS256' ? [] : [`alg ${alg}`]),
      ...(exp - testNow / 1000 <= 180 ? [] : ['exp is more than 3 minutes ahead']),
    ];
  };
  return { ...routes, token: { ...routes['token']!, faults } };
}

/** The claims where the signature is right; throws where what is signed is not what Salesforce documents. */
async function verified({ form }: Received, audience: string): Promise<JWTPayload | undefined> {
  try {
    const wanted = {
      issuer: '3MVG9.client',
      subject: 'migration@example.com',
      audience,
      currentDate: new Date(testNow),
    };
    return (await jwtVerify(form['assertion'] ?? '', publicKey, wanted)).payload;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return undefined;
    throw error;
  }
}
