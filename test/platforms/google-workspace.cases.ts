import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { bears, type FakeReply, type FakeRoute } from '../support/fake-platform.ts';
import { generalRows, methodCases, type Row } from '../support/http-cases.ts';
import { testNow } from '../support/test-context.ts';
import type { PlatformCases } from './case.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
const foreignKey = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const minted = 'canary-minted-token-62';
const tokenUrl = 'https://oauth2.googleapis.com/token';
const email = 'svc@project.iam.gserviceaccount.com';
const metadataScope = 'https://www.googleapis.com/auth/drive.metadata.readonly';

const oauthError = (error: string, error_description: string, more: FakeReply & { subtype?: string } = {}): FakeReply => {
  const { subtype, ...reply } = more;
  return { status: 400, json: { error, error_description, ...(subtype === undefined ? {} : { error_subtype: subtype }) }, ...reply };
};

/** developers.google.com/identity/protocols/oauth2/service-account, HTTP/REST */
const token: FakeRoute = {
  on: `POST ${tokenUrl}`,
  form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/ },
  async faults({ form }) {
    const assertion = form['assertion'] ?? '';
    const { alg, kid } = decodeProtectedHeader(assertion);
    const payload = await verified(assertion);
    return [...(alg === 'RS256' ? [] : [`alg ${alg}`]), ...(kid === undefined || kid === 'kid-1' ? [] : [`kid ${kid}`]), ...(payload ? claimFaults(payload) : [])];
  },
  accepts: async ({ form }) => (await verified(form['assertion'] ?? '')) !== undefined,
  good: { json: { access_token: minted, expires_in: 3599, token_type: 'Bearer' } },
  refused: oauthError('invalid_grant', 'Invalid JWT Signature.'),
};

/** The claims where the signature is right; throws where what is signed is not what Google documents. */
async function verified(assertion: string): Promise<JWTPayload | undefined> {
  try {
    const wanted = { issuer: email, audience: tokenUrl, algorithms: ['RS256'], currentDate: new Date(testNow) };
    return (await jwtVerify(assertion, publicKey, wanted)).payload;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return undefined;
    throw error;
  }
}

function claimFaults({ iat, exp = Infinity, scope, sub }: JWTPayload): string[] {
  return [
    ...(iat === testNow / 1000 && exp - iat <= 3600 ? [] : ['iat or exp']),
    ...(/^https:\S+( https:\S+)*$/.test(String(scope)) ? [] : [`scope is ${String(scope)}`]),
    ...(/^\w+@example\.com$/i.test(sub ?? '') ? [] : [`sub is ${sub}`]),
  ];
}

const bearer = { headers: { authorization: /^Bearer \S+$/ }, accepts: bears(minted) };
const apiError = (status: number, reason: string, more: { details?: string; message?: string } = {}): FakeReply => ({
  status,
  json: {
    error: {
      code: status,
      message: more.message ?? 'No',
      errors: [{ domain: 'global', reason, message: 'No' }],
      ...(more.details === undefined ? {} : { details: [{ '@type': 'help' }, { '@type': 'ErrorInfo', reason: more.details }] }),
    },
  },
});
const about = (emailAddress = 'admin@example.com'): FakeReply => ({
  json: { user: { displayName: 'Ada', emailAddress, permissionId: '0123' }, storageQuota: { usage: '1' } },
});
const capabilities = (more: object = {}): FakeReply => ({
  json: { capabilities: { canListChildren: true, canDownload: false, canAddChildren: true, canEdit: true, canTrash: false, ...more } },
});
const files = { ...bearer, query: { fields: 'capabilities', supportsAllDrives: 'true' }, refused: apiError(401, 'authError') };
const routes: Record<string, FakeRoute> = {
  token,
  about: {
    ...bearer,
    on: 'GET https://www.googleapis.com/drive/v3/about',
    query: { fields: 'user(displayName,emailAddress,permissionId),storageQuota(limit,usage)' },
    good: about(),
    refused: apiError(401, 'authError'),
  },
  root: { ...files, on: 'GET https://www.googleapis.com/drive/v3/files/root', good: capabilities() },
  folder: { ...files, on: 'GET https://www.googleapis.com/drive/v3/files/1AbC', good: capabilities({ canEdit: false }) },
};

const own = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'NotTestable' } as const;

const tokenRows: Row[] = [
  { kind: 'rejected', name: 'another key', secret: { privateKey: foreignKey }, hits: { token: 1 }, expect: { reason: 'CredentialsRejected', causes: 2 } },
  { name: 'account not found', replies: { token: oauthError('invalid_grant', 'Invalid grant: account not found') }, expect: { reason: 'CredentialsRejected', causes: 2 } },
  { name: 'not a valid email', replies: { token: oauthError('invalid_grant', 'Not a valid email or user ID.') }, expect: 'TargetNotFound' },
  { name: 'invalid email', replies: { token: oauthError('invalid_grant', 'Invalid email or User ID') }, expect: 'TargetNotFound' },
  { name: 'short-lived token', replies: { token: oauthError('invalid_grant', 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.') }, expect: 'ClockSkew' },
  { name: 'expired or revoked', replies: { token: oauthError('invalid_grant', 'Token has been expired or revoked.') }, expect: 'CredentialsRevoked' },
  { name: 'invalid_grant, any other text', replies: { token: oauthError('invalid_grant', 'Robot is disabled.') }, expect: { reason: 'AccessRefused', causes: 2 } },
  { name: 'invalid_grant, clocks differ', replies: { token: oauthError('invalid_grant', 'Bad Request', { dateMs: -120_000 }) }, expect: 'ClockSkew' },
  { name: 'invalid_grant, no Date', replies: { token: oauthError('invalid_grant', 'Bad Request', { dateMs: 'none' }) }, expect: 'UnexpectedReply' },
  { name: 'invalid_rapt', replies: { token: oauthError('invalid_grant', 'reauth related error (invalid_rapt)', { subtype: 'invalid_rapt' }) }, expect: { reason: 'InteractionRequired', causes: 1 } },
  { name: 'unauthorized_client', replies: { token: oauthError('unauthorized_client', 'Client is unauthorized to retrieve access tokens using this method') }, expect: { reason: 'InteractionRequired', causes: 2 } },
  { name: 'unauthorized_client with 401', replies: { token: oauthError('unauthorized_client', 'Client is unauthorized', { status: 401 }) }, expect: 'InteractionRequired' },
  { name: 'admin_policy_enforced', replies: { token: oauthError('admin_policy_enforced', 'Blocked') }, expect: { reason: 'InteractionRequired', causes: 1 } },
  { name: 'invalid_client', replies: { token: oauthError('invalid_client', 'Wrong', { status: 401 }) }, expect: 'CredentialsRejected' },
  { name: 'deleted_client', replies: { token: oauthError('deleted_client', 'Gone', { status: 401 }) }, expect: 'CredentialsRevoked' },
  { name: 'disabled_client', replies: { token: oauthError('disabled_client', 'Disabled', { status: 401 }) }, expect: 'CredentialsRevoked' },
  { name: 'org_internal', replies: { token: oauthError('org_internal', 'Internal') }, expect: 'PermissionDenied' },
  { name: 'invalid_scope', replies: { token: oauthError('invalid_scope', 'Unknown') }, expect: { reason: 'InvalidConfiguration', causes: 1 } },
  { name: 'token endpoint fails', replies: { token: { status: 500 } }, expect: 'ServiceUnavailable' },
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
];

const apiRows: Row[] = [
  {
    kind: 'connected',
    name: 'a good key',
    hits: { token: 1, about: 1 },
    expect: { reason: 'Verified', account: { id: '0123', name: 'Ada', email: 'admin@example.com', tenant: 'example.com' }, access: {} },
  },
  { kind: 'connected', name: 'with the rights in My Drive', requires: { access: ['Read', 'Delete'] }, hits: { root: 1 }, expect: { reason: 'Verified', access: own } },
  { kind: 'connected', name: 'with the rights in a folder', requires: { path: '1AbC' }, expect: { reason: 'Verified', access: { ...own, update: 'Denied', delete: 'Denied' } } },
  { kind: 'connected', name: 'with the rights in a shared drive', requires: { path: '1AbC' }, replies: { folder: capabilities({ canTrashChildren: true }) }, expect: { reason: 'Verified', access: { ...own, delete: 'Granted' } } },
  { kind: 'connected', name: 'subject in capitals, scopes of its own', config: { subject: 'Admin@Example.com', scopes: [metadataScope, 'https://www.googleapis.com/auth/drive'] }, expect: 'Verified' },
  { kind: 'connected', name: 'without a key id', without: ['privateKeyId'], expect: 'Verified' },
  { name: 'requires a right that is denied', requires: { path: '1AbC', access: ['Update'] }, expect: { reason: 'PermissionDenied', about: /^update$/ } },
  { name: 'item not found', requires: { path: '1AbC' }, replies: { folder: apiError(404, 'notFound') }, expect: 'TargetNotFound' },
  { name: 'another user', replies: { about: about('someone@example.com') }, expect: { reason: 'IdentityMismatch', account: { id: '0123' } } },
  { name: 'no user', replies: { about: { json: { storageQuota: {} } } }, expect: 'UnexpectedReply' },
  { name: '401 on a new token, then accepted', replies: { about: [apiError(401, 'authError'), about()] }, hits: { token: 2, about: 2 }, expect: 'Verified' },
  { name: '401 on two new tokens', replies: { about: apiError(401, 'authError', { details: 'ACCESS_TOKEN_EXPIRED' }) }, hits: { token: 2 }, expect: 'UnexpectedReply' },
  { name: '401 ACCOUNT_STATE_INVALID', replies: { about: apiError(401, 'authError', { details: 'ACCOUNT_STATE_INVALID' }) }, expect: 'CredentialsRevoked' },
  { name: '403 unregistered callers', replies: { about: apiError(403, 'forbidden', { message: 'Method doesn\'t allow unregistered callers' }) }, expect: 'UnexpectedReply' },
  { name: '403 ACCESS_TOKEN_SCOPE_INSUFFICIENT', replies: { about: apiError(403, 'forbidden', { details: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }) }, expect: 'ScopeMissing' },
  { name: '403 insufficientPermissions', replies: { about: apiError(403, 'insufficientPermissions') }, expect: 'ScopeMissing' },
  { name: '403 insufficientFilePermissions', replies: { about: apiError(403, 'insufficientFilePermissions') }, expect: 'PermissionDenied' },
  { name: '403 forbidden', replies: { about: apiError(403, 'forbidden') }, expect: 'PermissionDenied' },
  { name: '403 SERVICE_DISABLED', replies: { about: apiError(403, 'forbidden', { details: 'SERVICE_DISABLED' }) }, expect: { reason: 'InvalidConfiguration', causes: 1 } },
  { name: '403 accessNotConfigured', replies: { about: apiError(403, 'accessNotConfigured') }, expect: 'InvalidConfiguration' },
  { name: '403 CONSUMER_SUSPENDED', replies: { about: apiError(403, 'forbidden', { details: 'CONSUMER_SUSPENDED' }) }, expect: 'CredentialsRevoked' },
  { name: '403 CONSUMER_INVALID', replies: { about: apiError(403, 'forbidden', { details: 'CONSUMER_INVALID' }) }, expect: 'CredentialsRevoked' },
  { name: '403 rateLimitExceeded', replies: { about: apiError(403, 'rateLimitExceeded') }, expect: 'RateLimited' },
  { name: '403 userRateLimitExceeded', replies: { about: apiError(403, 'userRateLimitExceeded') }, expect: 'RateLimited' },
  { name: '400 at fields', replies: { about: apiError(400, 'required') }, expect: 'InvalidConfiguration' },
  ...generalRows('about'),
];

const parts = { clientEmail: email, privateKey: pem(privateKey), privateKeyId: 'kid-1' };
const base = { method: 'service-account', routes, config: { subject: 'admin@example.com' }, canaries: [minted] };
const partRows: Row[] = [
  ...tokenRows,
  ...apiRows,
  { kind: 'connected', name: 'a key with \\n written out', secret: { privateKey: pem(privateKey).replaceAll('\n', '\\n') }, expect: 'Verified' },
  { kind: 'malformed secret', name: 'no PEM', secret: { privateKey: 'canary-no-pem' }, expect: { reason: 'SecretInvalid', about: /privateKey/ } },
  { kind: 'malformed secret', name: 'no key', without: ['privateKey'], expect: { reason: 'SecretKeyMissing', about: /privateKey/ } },
  { name: 'no subject', without: ['subject'], offline: true, expect: { reason: 'InvalidConfiguration', about: /subject/ } },
  { name: 'scopes with a comma', config: { scopes: ['a,b'] }, offline: true, expect: 'InvalidConfiguration' },
];

const issued = (more: object = {}) =>
  JSON.stringify({ type: 'service_account', project_id: 'project', private_key_id: 'kid-1', private_key: pem(privateKey), client_email: email, client_id: '1', token_uri: tokenUrl, universe_domain: 'googleapis.com', ...more });
const file = { ...base, secret: { serviceAccountJson: issued() }, canaries: [minted, pem(privateKey)] };
const fileRows: Row[] = [
  { kind: 'connected', name: 'the file as Google issues it', expect: 'Verified' },
  { kind: 'connected', name: 'a token_uri elsewhere is not followed', secret: { serviceAccountJson: issued({ token_uri: 'https://collector.example.org/token' }) }, hits: { token: 1 }, expect: 'Verified' },
  { kind: 'malformed secret', name: 'a file of another kind', secret: { serviceAccountJson: issued({ type: 'authorized_user' }) }, expect: { reason: 'SecretInvalid', about: /service_account/ } },
  { kind: 'malformed secret', name: 'another universe', secret: { serviceAccountJson: issued({ universe_domain: 'example.org' }) }, expect: { reason: 'SecretInvalid', about: /googleapis\.com/ } },
  { kind: 'malformed secret', name: 'the file is cut off', secret: { serviceAccountJson: issued().slice(0, 200) }, expect: { reason: 'SecretInvalid', about: /serviceAccountJson/ } },
];

export const cases: PlatformCases = [...methodCases({ ...base, secret: parts }, partRows), ...methodCases(file, fileRows)];
