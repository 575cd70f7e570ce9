import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';
import { testNow } from '../../support/test-context.ts';

const pkcs1 = { type: 'pkcs1', format: 'pem' } as const;
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const goodKey = privateKey.export(pkcs1) as string;
export const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pkcs1) as string;
export const minted = 'canary-autodesk-minted-11';
export const clientSecret = 'canary-client-secret-ad';
const root = 'https://developer.api.autodesk.com';
const tokenUrl = `${root}/authentication/v2/token`;
export const account = '01234567-89ab-cdef-0123-456789abcdef';

export const failure = (status: number, developerMessage: string, more: object = {}): FakeReply => ({
  status,
  json: { developerMessage, errorCode: 'AUTH-001', ...more },
});
const one = { type: 'hubs', id: `b.${account}`, attributes: { name: 'Acme', region: 'EMEA' } };
const other = { type: 'hubs', id: 'b.ffff', attributes: { name: 'Other', region: 'US' } };
const warning = { Id: null, HttpStatusCode: '403', ErrorCode: 'BIM360DM_ERROR', Title: 'Unable to get hubs' };
export const hubs = (data: object[] = [other, one], warned = false): FakeReply => ({
  json: { jsonapi: { version: '1.0' }, data, meta: warned ? { warnings: [warning] } : {} },
});
export const hubOf = (region: string) => ({ ...one, attributes: { name: 'Acme', region } });
export const permissions = (permission: boolean, details: object = {}): FakeReply => ({
  json: {
    jsonapi: { version: '1.0' },
    data: { type: 'commands', attributes: { extension: { data: { permissions: [{ permission, details }] } } } },
  },
});

const bearer = (token: string) => ({
  headers: { authorization: /^Bearer \S+$/ },
  accepts: bears(token),
  refused: failure(401, 'The client_id specified does not have access to the api product'),
});
export const api = (token = minted): Record<string, FakeRoute> => ({
  hubs: { ...bearer(token), on: `GET ${root}/project/v1/hubs`, good: hubs() },
  userinfo: {
    ...bearer(token),
    on: 'GET https://api.userprofile.autodesk.com/userinfo',
    good: { json: { sub: 'ABCDEFGH', name: 'Ada', email: 'ada@example.com' } },
  },
  commands: {
    ...bearer(token),
    on: `POST ${root}/data/v1/projects/b.4711/commands`,
    headers: { authorization: /^Bearer \S+$/, 'content-type': 'application/vnd.api+json' },
    faults({ text }: Received) {
      const { data } = JSON.parse(text) as { data: Record<string, unknown> };
      const asked = JSON.stringify(data);
      const wanted = [
        'commands:autodesk.core:CheckPermission',
        '"requiredActions"',
        'urn:adsk.wipprod:fs.folder:co.abc',
      ];
      return wanted.filter((part) => !asked.includes(part)).map((part) => `no ${part}`);
    },
    good: permissions(false, { download: true, upload: true, updateMetaData: false }),
  },
});

const basic = `Basic ${Buffer.from(`client-1:${clientSecret}`).toString('base64')}`;
export const issued = (more: object = {}, access_token = minted): FakeReply => ({
  json: { access_token, token_type: 'Bearer', expires_in: 3599, ...more },
});
const token = {
  on: `POST ${tokenUrl}`,
  headers: { authorization: /^Basic \S+$/ },
  refused: failure(401, 'The client_id (application key)/client_secret are not valid', { error: 'invalid_client' }),
};
const isClient = ({ headers }: Received) => headers['authorization'] === basic;

export const twoLegged: FakeRoute = {
  ...token,
  form: { grant_type: 'client_credentials', scope: /^(data:read account:read|account:read)$/ },
  accepts: isClient,
  good: issued(),
};
export const threeLegged: FakeRoute = {
  ...token,
  form: { grant_type: 'refresh_token', refresh_token: /^canary-/ },
  accepts: isClient,
  good: issued({ refresh_token: 'canary-next-refresh-ad' }),
};
/** aps.autodesk.com, Secure Service Accounts: the client in the header or in the body, never both. */
export const serviceAccount: FakeRoute = {
  ...token,
  form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/ },
  async faults({ form }) {
    const assertion = form['assertion'] ?? '';
    const { alg, kid } = decodeProtectedHeader(assertion);
    const payload = await verified(assertion);
    return [
      ...(alg === 'RS256' ? [] : [`alg ${alg}`]),
      ...(kid === 'key-1' ? [] : [`kid ${kid}`]),
      ...(payload && JSON.stringify(payload['scope']) !== '["data:read","account:read"]'
        ? [`scope is ${JSON.stringify(payload['scope'])}`]
        : []),
    ];
  },
  accepts: async (received) => isClient(received) && (await verified(received.form['assertion'] ?? '')) !== undefined,
  good: issued(),
  refused: failure(400, 'The assertion is not valid', { error: 'invalid_grant' }),
};

/** The claims where the signature is right; throws where they are not what Autodesk documents. */
async function verified(assertion: string): Promise<JWTPayload | undefined> {
  try {
    const wanted = { issuer: 'client-1', subject: 'SERVICE1', audience: tokenUrl, currentDate: new Date(testNow) };
    return (await jwtVerify(assertion, publicKey, { ...wanted, algorithms: ['RS256'] })).payload;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return undefined;
    throw error;
  }
}

/** An access token is a JWT that names its scopes. */
export const jwtWith = (...scope: string[]) =>
  `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(JSON.stringify({ scope })).toString('base64url')}.canary`;
