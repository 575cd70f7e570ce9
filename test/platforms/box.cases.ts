import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { bears, type FakeReply, type FakeRoute, type Received } from '../support/fake-platform.ts';
import { generalRows, methodCases, type Row } from '../support/http-cases.ts';
import { testNow } from '../support/test-context.ts';
import type { PlatformCases } from './case.ts';

const passphrase = 'canary-passphrase-77';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encrypted = pem(privateKey);
const foreignKey = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const minted = 'canary-minted-token-41';
const clientSecret = 'canary-client-secret-93';
const tokenUrl = 'https://api.box.com/oauth2/token';
const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }) as string;
}

const user = {
  type: 'user',
  id: '31415926',
  name: 'Migration',
  login: 'AutomationUser_1@boxdevedition.com',
  status: 'active',
  role: 'coadmin',
  enterprise: { type: 'enterprise', id: '123456', name: 'Acme' },
};
const me = (more: object = {}): FakeReply => ({ json: { ...user, ...more } });
const oauthError = (error: string, error_description: string, more: FakeReply = {}): FakeReply => ({
  status: 400,
  json: { error, error_description },
  ...more,
});
const apiError = (status: number, code: string, challenge?: string): FakeReply => ({
  status,
  json: { type: 'error', status, code, message: code },
  headers: challenge === undefined ? {} : { 'www-authenticate': `Bearer realm="Service", ${challenge}` },
});

/** developer.box.com/reference/get-users-me; `enterprise` and `role` come only when they are named in `fields`. */
function api(token: string): Record<string, FakeRoute> {
  const shared = { headers: { authorization: /^Bearer \S+$/ }, accepts: bears(token), refused: apiError(401, 'unauthorized', 'error="invalid_token"') };
  const permissions = { can_download: true, can_upload: true, can_rename: false, can_delete: false, can_share: true };
  return {
    me: { ...shared, on: 'GET https://api.box.com/2.0/users/me', query: { fields: 'id,type,name,login,status,role,enterprise' }, good: me() },
    folder: { ...shared, on: 'GET https://api.box.com/2.0/folders/4711', query: { fields: 'permissions' }, good: { json: { permissions } } },
  };
}

const issued: FakeReply = { json: { access_token: minted, expires_in: 4000, token_type: 'bearer', restricted_to: [] } };
const client = { client_id: 'client-1', client_secret: /./ };
const knows = ({ form }: Received) => form['client_secret'] === clientSecret;
const isSplit = ({ form }: Received) => form['grant_type'] === 'client_credentials' && form['box_subject_type'] === undefined;

/** The request without a subject, which tells a wrong secret from a subject that is not allowed. */
const split: FakeRoute = {
  on: `POST ${tokenUrl}`,
  when: isSplit,
  form: { grant_type: 'client_credentials', ...client },
  accepts: knows,
  good: oauthError('unauthorized_client', 'The client is unauthorized without a subject'),
  refused: oauthError('invalid_client', 'The client credentials are invalid'),
};

/** developer.box.com/guides/authentication/jwt/without-sdk */
function jwtToken(sub: string, subType: string): FakeRoute {
  return {
    on: `POST ${tokenUrl}`,
    form: { grant_type: jwtGrant, assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/, ...client },
    async faults({ form }) {
      const { kid, alg } = decodeProtectedHeader(form['assertion'] ?? '');
      const payload = await verified(form['assertion'] ?? '', sub);
      const wrong = payload ? claimFaults(payload, subType) : [];
      return [...wrong, ...(kid === 'key-1' ? [] : ['no kid']), ...(alg === 'RS256' ? [] : [`alg ${alg}`])];
    },
    accepts: async (received) => knows(received) && (await verified(received.form['assertion'] ?? '', sub)) !== undefined,
    good: issued,
    refused: oauthError('invalid_grant', 'Grant credentials are invalid'),
  };
}

/** The claims where the signature is right; throws where what is signed is not what Box documents. */
async function verified(assertion: string, subject: string): Promise<JWTPayload | undefined> {
  try {
    const wanted = { issuer: 'client-1', audience: tokenUrl, subject, algorithms: ['RS256'], currentDate: new Date(testNow) };
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

const account = { id: '31415926', name: 'Migration', email: 'AutomationUser_1@boxdevedition.com', tenant: 'Acme (123456)', administrator: true };
const folder = { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Denied' } as const;

/** Rows of the API's table that hold for every method. */
const apiRows: Row[] = [
  { kind: 'connected', name: 'a good credential', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  { kind: 'connected', name: 'with the rights in a folder', requires: { path: '4711' }, expect: { reason: 'Verified', access: folder } },
  { kind: 'connected', name: 'a user without enterprise', replies: { me: { json: { ...user, role: 'user', enterprise: null } } }, without: ['enterpriseId'], config: { userId: '31415926' }, expect: { reason: 'Verified', account: { administrator: false } } },
  { name: 'requires an administrator', requires: { role: 'Administrator' }, replies: { me: me({ role: 'user' }) }, expect: { reason: 'PermissionDenied', about: /administrator/ } },
  { name: 'requires a right that the folder denies', requires: { path: '4711', access: ['Read', 'Delete'] }, expect: { reason: 'PermissionDenied', about: /^delete$/ } },
  { name: 'a user who may not delete', requires: { access: ['Delete'] }, replies: { me: me({ status: 'cannot_delete_edit' }) }, expect: 'PermissionDenied' },
  { name: 'a user who may not upload', requires: { access: ['Write'] }, replies: { me: me({ status: 'cannot_delete_edit_upload' }) }, expect: 'PermissionDenied' },
  { name: 'folder not found', requires: { path: '4711' }, replies: { folder: apiError(404, 'not_found') }, expect: { reason: 'TargetNotFound', account: { id: '31415926' } } },
  { name: 'folder out of scope', requires: { path: '4711' }, replies: { folder: apiError(403, 'insufficient_scope') }, expect: 'ScopeMissing' },
  { name: '403 with insufficient_scope', replies: { me: apiError(403, 'forbidden', 'error="insufficient_scope"') }, expect: 'ScopeMissing' },
  { name: '403 with code insufficient_scope', replies: { me: apiError(403, 'insufficient_scope') }, expect: 'ScopeMissing' },
  { name: '403 access_denied_insufficient_permissions', replies: { me: apiError(403, 'access_denied_insufficient_permissions') }, expect: 'PermissionDenied' },
  { name: '403 with a code outside the list', replies: { me: apiError(403, 'a_code_of_tomorrow') }, expect: 'PermissionDenied' },
  { name: '202 is no success', replies: { me: { status: 202, json: user, headers: { 'retry-after': '5' } } }, expect: { reason: 'ServiceUnavailable', retryAfterMs: 5_000 } },
  { name: '503 unavailable', replies: { me: apiError(503, 'unavailable') }, expect: 'ServiceUnavailable' },
  { name: 'an inactive user', replies: { me: me({ status: 'inactive' }) }, expect: 'CredentialsRevoked' },
  { name: 'another enterprise', config: { enterpriseId: '999' }, replies: { token: issued }, expect: { reason: 'IdentityMismatch', causes: 1, account: { id: '31415926' } } },
  { name: 'no user', replies: { me: me({ type: 'error' }) }, expect: 'UnexpectedReply' },
  { name: 'no id', replies: { me: me({ id: '' }) }, expect: 'UnexpectedReply' },
  ...generalRows('me'),
];

const otherSubject = new Set(['a user without enterprise', 'another enterprise']);

/** Rows of the token endpoint's table for both ways to sign in as an application. */
const tokenRows: Row[] = [
  { kind: 'rejected', name: 'a wrong client secret', secret: { clientSecret: 'canary-wrong-secret' }, hits: { split: 1 }, expect: 'CredentialsRejected' },
  { name: 'invalid_client', replies: { token: oauthError('invalid_client', 'The client credentials are invalid') }, expect: 'CredentialsRejected' },
  { name: 'unauthorized_client, kind of subject', replies: { token: oauthError('unauthorized_client', 'The "box_subject_type" value is unauthorized for this client_id') }, expect: { reason: 'InvalidConfiguration', causes: 1 } },
  { name: 'unauthorized_client, not approved', replies: { token: oauthError('unauthorized_client', 'This app is not authorized by the enterprise admin') }, expect: { reason: 'InteractionRequired', causes: 1 } },
  { name: 'unauthorized_client, any other text', replies: { token: oauthError('unauthorized_client', 'Something else') }, expect: { reason: 'AccessRefused', causes: 3 } },
  { name: 'Grant credentials are invalid, id and secret proved', replies: { token: oauthError('invalid_grant', 'Grant credentials are invalid') }, hits: { split: 1 }, expect: { reason: 'PermissionDenied', causes: 2 } },
  { name: 'Grant credentials are invalid, no word on the secret', replies: { token: oauthError('invalid_grant', 'Grant credentials are invalid'), split: apiError(400, 'bad_request') }, expect: { reason: 'AccessRefused', causes: 3 } },
  { name: 'Grant credentials are invalid, then no answer', replies: { token: oauthError('invalid_grant', 'Grant credentials are invalid'), split: 'never' }, timeoutMs: 600, expect: 'TimedOut' },
  { name: 'exp claim', replies: { token: oauthError('invalid_grant', "Please check the 'exp' claim.") }, expect: 'ClockSkew' },
  { name: 'jti claim', replies: { token: oauthError('invalid_grant', "Please check the 'jti' claim.") }, expect: 'ClockSkew' },
  { name: 'other grant type', replies: { token: oauthError('invalid_request', 'The grant type is unauthorized for this client_id') }, expect: { reason: 'InvalidConfiguration', causes: 1 } },
  { name: 'no user tokens', replies: { token: oauthError('invalid_request', 'Cannot obtain user token based on the enterprise configuration for your app') }, expect: { reason: 'InteractionRequired', causes: 2 } },
  { name: 'invalid_request, any other text', replies: { token: oauthError('invalid_request', 'Something else') }, expect: 'InvalidConfiguration' },
  { name: 'token endpoint is busy', replies: { token: { status: 429, headers: { 'retry-after': '7' } } }, expect: { reason: 'RateLimited', retryAfterMs: 7_000 } },
  { name: 'token endpoint without a token', replies: { token: { json: { token_type: 'bearer' } } }, expect: 'UnexpectedReply' },
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  { name: '401 on a new token, then accepted', replies: { me: [apiError(401, 'unauthorized', 'error="invalid_token"'), me()] }, hits: { token: 2, me: 2 }, expect: 'Verified' },
  { name: '401 on two new tokens', replies: { me: apiError(401, 'unauthorized') }, hits: { token: 2, me: 2 }, expect: 'UnexpectedReply' },
];

const otherText = (more?: FakeReply) => ({ token: oauthError('invalid_grant', "Please check the 'sub' claim. The 'sub' specified is invalid.", more) });
const parts = { clientId: 'client-1', clientSecret, publicKeyId: 'key-1', privateKey: encrypted, passphrase };
const boxFile = (more: object = {}) =>
  JSON.stringify({ boxAppSettings: { clientID: 'client-1', clientSecret, appAuth: { publicKeyID: 'key-1', privateKey: encrypted, passphrase } }, enterpriseID: '123456', ...more });
const enterprise = { ...api(minted), split, token: jwtToken('123456', 'enterprise') };
const byUser = { ...api(minted), split, token: jwtToken('31415926', 'user') };

const jwt = { method: 'jwt', routes: enterprise, config: { enterpriseId: '123456' }, secret: parts, canaries: [minted] };
const jwtRows: Row[] = [
  ...tokenRows,
  ...apiRows.filter(({ name }) => !otherSubject.has(name)),
  { kind: 'rejected', name: 'a key that Box does not know', secret: { privateKey: foreignKey }, replies: otherText(), expect: { reason: 'AccessRefused', causes: 3 } },
  { name: 'invalid_grant, clocks differ', replies: otherText({ dateMs: 120_000 }), expect: 'ClockSkew' },
  { name: 'invalid_grant, no Date', replies: otherText({ dateMs: 'none' }), expect: 'UnexpectedReply' },
  { kind: 'malformed secret', name: 'wrong passphrase', secret: { passphrase: 'canary-wrong-pass' }, expect: { reason: 'SecretInvalid', about: /privateKey.*passphrase/ } },
  { kind: 'malformed secret', name: 'key cut off', secret: { privateKey: encrypted.slice(0, 400) }, expect: { reason: 'SecretInvalid', about: /cut off/ } },
  { kind: 'malformed secret', name: 'no private key', without: ['privateKey'], expect: { reason: 'SecretKeyMissing', about: /privateKey/ } },
  { name: 'no subject', without: ['enterpriseId'], offline: true, expect: 'InvalidConfiguration' },
  { name: 'settings of another method', config: { boxSubjectType: 'user' }, offline: true, expect: { reason: 'InvalidConfiguration', about: /boxSubjectType/ } },
];

const file = { method: 'jwt', routes: enterprise, secret: { configJson: boxFile() }, canaries: [minted, clientSecret, passphrase, encrypted] };
const fileRows: Row[] = [
  { kind: 'connected', name: 'the file as Box issues it', expect: { reason: 'Verified', account } },
  { kind: 'rejected', name: 'the file, with a wrong secret beside it', secret: { clientSecret: 'canary-wrong-secret' }, expect: 'CredentialsRejected' },
  { kind: 'malformed secret', name: 'the file is cut off', secret: { configJson: boxFile().slice(0, 300) }, expect: { reason: 'InvalidConfiguration', about: /configJson/ } },
  { kind: 'malformed secret', name: 'the path of a file', secret: { configJson: '/etc/box/config.json' }, expect: { reason: 'InvalidConfiguration', about: /configJson/ } },
  { kind: 'malformed secret', name: 'a file without the application', secret: { configJson: '{"enterpriseID":"123456"}' }, expect: 'SecretKeyMissing' },
  { kind: 'malformed secret', name: 'a file without an enterprise', secret: { configJson: boxFile({ enterpriseID: '0' }) }, expect: { reason: 'InvalidConfiguration', about: /enterpriseId/ } },
];

const subject = { method: 'jwt', routes: byUser, config: { userId: '31415926' }, secret: parts, canaries: [minted] };
const subjectRows: Row[] = [
  { kind: 'connected', name: 'as a user', expect: 'Verified' },
  { name: 'as a user of another enterprise', config: { enterpriseId: '999' }, expect: 'IdentityMismatch' },
];

const impersonating = Object.fromEntries(
  Object.entries(api(minted)).map(([name, route]) => [name, { ...route, headers: { ...route.headers, 'as-user': '2718' } }]),
);
const asUser = { ...jwt, routes: { ...enterprise, ...impersonating }, config: { enterpriseId: '123456', asUserId: '2718' } };
const asUserRows: Row[] = [
  { kind: 'connected', name: 'impersonating a user, in a folder', requires: { path: '4711' }, hits: { me: 1, folder: 1 }, expect: 'Verified' },
  { name: 'impersonation is not allowed', replies: { me: apiError(403, 'forbidden') }, expect: 'PermissionDenied' },
];

const ccgForm = { grant_type: 'client_credentials', ...client, box_subject_type: 'enterprise', box_subject_id: '123456' };
const ccgToken: FakeRoute = { on: `POST ${tokenUrl}`, form: ccgForm, accepts: knows, good: issued, refused: oauthError('invalid_grant', 'Grant credentials are invalid') };
const ccg = {
  method: 'client-credentials',
  routes: { ...api(minted), split, token: ccgToken },
  config: { boxSubjectType: 'enterprise', boxSubjectId: '123456' },
  secret: { clientId: 'client-1', clientSecret },
  canaries: [minted],
};
const ccgRows: Row[] = [
  ...tokenRows,
  ...apiRows.filter(({ name }) => name !== 'a user without enterprise'),
  { name: 'invalid_grant, any other text: no clock in play', replies: otherText({ dateMs: 'none' }), expect: { reason: 'AccessRefused', causes: 3 } },
  { kind: 'malformed secret', name: 'no client secret', without: ['clientSecret'], expect: { reason: 'SecretKeyMissing', about: /clientSecret/ } },
  { kind: 'malformed secret', name: 'empty client secret', secret: { clientSecret: '' }, expect: { reason: 'SecretKeyMissing', about: /clientSecret/ } },
  { name: 'no subject', without: ['boxSubjectId'], offline: true, expect: { reason: 'InvalidConfiguration', about: /boxSubjectId/ } },
];

const stored = 'canary-stored-token-15';
const accessToken = { method: 'access-token', routes: api(stored), secret: { accessToken: stored } };
const accessTokenRows: Row[] = [
  ...apiRows.filter(({ name }) => name !== 'a user without enterprise'),
  { kind: 'rejected', name: 'a token that has ended', secret: { accessToken: 'canary-ended-token' }, hits: { me: 1 }, expect: { reason: 'TokenNotRefreshable', causes: 2 } },
  { kind: 'malformed secret', name: 'a line break in the token', secret: { accessToken: 'canary-first\nsecond' }, expect: { reason: 'SecretInvalid', about: /accessToken/ } },
  { kind: 'malformed secret', name: 'empty token', secret: { accessToken: '' }, expect: { reason: 'SecretKeyMissing', about: /accessToken/ } },
];

export const cases: PlatformCases = [
  ...methodCases(jwt, jwtRows),
  ...methodCases(file, fileRows),
  ...methodCases(subject, subjectRows),
  ...methodCases(asUser, asUserRows),
  ...methodCases(ccg, ccgRows),
  ...methodCases(accessToken, accessTokenRows),
];
