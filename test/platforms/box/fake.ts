import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';
import { testNow } from '../../support/test-context.ts';

export const passphrase = 'canary-passphrase-77';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const encrypted = pem(privateKey);
export const foreignKey = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
export const minted = 'canary-minted-token-41';
export const clientSecret = 'canary-client-secret-93';
const tokenUrl = 'https://api.box.com/oauth2/token';
const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }) as string;
}

export const user = {
  type: 'user',
  id: '31415926',
  name: 'Migration',
  login: 'AutomationUser_1@boxdevedition.com',
  status: 'active',
  role: 'coadmin',
  enterprise: { type: 'enterprise', id: '123456', name: 'Acme' },
};
export const me = (more: object = {}): FakeReply => ({ json: { ...user, ...more } });
export const oauthError = (error: string, error_description: string, more: FakeReply = {}): FakeReply => ({
  status: 400,
  json: { error, error_description },
  ...more,
});
export const apiError = (status: number, code: string, challenge?: string): FakeReply => ({
  status,
  json: { type: 'error', status, code, message: code },
  headers: challenge === undefined ? {} : { 'www-authenticate': `Bearer realm="Service", ${challenge}` },
});

/** developer.box.com/reference/get-users-me; `enterprise` and `role` come only when they are named in `fields`. */
export function api(token: string): Record<string, FakeRoute> {
  const shared = {
    headers: { authorization: /^Bearer \S+$/ },
    accepts: bears(token),
    refused: apiError(401, 'unauthorized', 'error="invalid_token"'),
  };
  const permissions = { can_download: true, can_upload: true, can_rename: false, can_delete: false, can_share: true };
  return {
    me: {
      ...shared,
      on: 'GET https://api.box.com/2.0/users/me',
      query: { fields: 'id,type,name,login,status,role,enterprise' },
      good: me(),
    },
    folder: {
      ...shared,
      on: 'GET https://api.box.com/2.0/folders/4711',
      query: { fields: 'permissions' },
      good: { json: { permissions } },
    },
  };
}

export const issued: FakeReply = {
  json: { access_token: minted, expires_in: 4000, token_type: 'bearer', restricted_to: [] },
};
const client = { client_id: 'client-1', client_secret: /./ };
const knows = ({ form }: Received) => form['client_secret'] === clientSecret;
const isSplit = ({ form }: Received) =>
  form['grant_type'] === 'client_credentials' && form['box_subject_type'] === undefined;

/** The request without a subject, which tells a wrong secret from a subject that is not allowed. */
export const split: FakeRoute = {
  on: `POST ${tokenUrl}`,
  when: isSplit,
  form: { grant_type: 'client_credentials', ...client },
  accepts: knows,
  good: oauthError('unauthorized_client', 'The client is unauthorized without a subject'),
  refused: oauthError('invalid_client', 'The client credentials are invalid'),
};

/** developer.box.com/guides/authentication/jwt/without-sdk */
export function jwtToken(sub: string, subType: string): FakeRoute {
  return {
    on: `POST ${tokenUrl}`,
    form: { grant_type: jwtGrant, assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/, ...client },
    async faults({ form }) {
      const { kid, alg } = decodeProtectedHeader(form['assertion'] ?? '');
      const payload = await verified(form['assertion'] ?? '', sub);
      const wrong = payload ? claimFaults(payload, subType) : [];
      return [...wrong, ...(kid === 'key-1' ? [] : ['no kid']), ...(alg === 'RS256' ? [] : [`alg ${alg}`])];
    },
    accepts: async (received) =>
      knows(received) && (await verified(received.form['assertion'] ?? '', sub)) !== undefined,
    good: issued,
    refused: oauthError('invalid_grant', 'Grant credentials are invalid'),
  };
}

/** The claims where the signature is right; throws where what is signed is not what Box documents. */
async function verified(assertion: string, subject: string): Promise<JWTPayload | undefined> {
  try {
    const wanted = {
      issuer: 'client-1',
      audience: tokenUrl,
      subject,
      algorithms: ['RS256'],
      currentDate: new Date(testNow),
    };
    return (await jwtVerify(assertion, publicKey, wanted)).payload;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return undefined;
    throw error;
  }
}

function claimFaults({ exp = Infinity, jti = '', box_sub_type }: JWTPayload, subType: string): string[] {
  return [
    ...(exp - testNow / 1000 <= 60 ? [] : ['exp is more than 60 s ahead']),
    ...(jti.length >= 16 && jti.length <= 128 ? [] : ['jti is not 16 to 128 characters long']),
    ...(box_sub_type === subType ? [] : [`box_sub_type is ${String(box_sub_type)}`]),
  ];
}

export const refreshToken = 'canary-refresh-token-58';
export const nextRefreshToken = 'canary-next-refresh-59';
export const rotated = (next = nextRefreshToken): FakeReply => ({
  json: { access_token: minted, expires_in: 4000, token_type: 'bearer', refresh_token: next, restricted_to: [] },
});

/** developer.box.com/guides/authentication/tokens/refresh: a client secret that is wrong is told at once. */
export const refreshRoutes: Record<string, FakeRoute> = {
  split,
  token: {
    on: `POST ${tokenUrl}`,
    when: knows,
    form: { grant_type: 'refresh_token', refresh_token: /./, ...client },
    accepts: ({ form }) => [refreshToken, nextRefreshToken].includes(form['refresh_token'] ?? ''),
    good: rotated(),
    refused: oauthError('invalid_grant', 'Invalid refresh token'),
  },
  otherClient: {
    on: `POST ${tokenUrl}`,
    form: { grant_type: 'refresh_token', refresh_token: refreshToken, ...client },
    good: oauthError('invalid_client', 'The client credentials are invalid'),
    refused: oauthError('invalid_client', 'The client credentials are invalid'),
  },
};

const ccgForm = {
  grant_type: 'client_credentials',
  ...client,
  box_subject_type: 'enterprise',
  box_subject_id: '123456',
};
export const ccgToken: FakeRoute = {
  on: `POST ${tokenUrl}`,
  form: ccgForm,
  accepts: knows,
  good: issued,
  refused: oauthError('invalid_grant', 'Grant credentials are invalid'),
};
