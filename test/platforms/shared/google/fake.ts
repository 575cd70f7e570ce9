import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { bears, type FakeReply, type FakeRoute } from '../../../support/fake-platform.ts';
import { testNow } from '../../../support/test-context.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const goodKey = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
export const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
}) as string;
export const minted = 'canary-minted-token-62';
export const tokenUrl = 'https://oauth2.googleapis.com/token';
export const email = 'svc@project.iam.gserviceaccount.com';
export const metadataScope = 'https://www.googleapis.com/auth/drive.metadata.readonly';

export const oauthError = (
  error: string,
  error_description: string,
  more: FakeReply & { subtype?: string } = {},
): FakeReply => {
  const { subtype, ...reply } = more;
  return {
    status: 400,
    json: { error, error_description, ...(subtype === undefined ? {} : { error_subtype: subtype }) },
    ...reply,
  };
};

export const issued = (more: object = {}): FakeReply => ({
  json: { access_token: minted, expires_in: 3599, token_type: 'Bearer', ...more },
});

export interface Claims {
  scope: RegExp;
  /** Absent: the service account acts as itself. */
  sub?: RegExp;
}

/** developers.google.com/identity/protocols/oauth2/service-account, HTTP/REST */
export function assertionToken(claims: Claims): FakeRoute {
  return {
    on: `POST ${tokenUrl}`,
    form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/ },
    async faults({ form }) {
      const assertion = form['assertion'] ?? '';
      const { alg, kid } = decodeProtectedHeader(assertion);
      const payload = await verified(assertion);
      return [
        ...(alg === 'RS256' ? [] : [`alg ${alg}`]),
        ...(kid === undefined || kid === 'kid-1' ? [] : [`kid ${kid}`]),
        ...(payload ? claimFaults(payload, claims) : []),
      ];
    },
    accepts: async ({ form }) => (await verified(form['assertion'] ?? '')) !== undefined,
    good: issued(),
    refused: oauthError('invalid_grant', 'Invalid JWT Signature.'),
  };
}

export const client = {
  clientId: '1234-abc.apps.googleusercontent.com',
  clientSecret: 'canary-GOCSPX-secret-18',
  refreshToken: 'canary-1//refresh-token-27',
};

/** developers.google.com/identity/protocols/oauth2/web-server#offline */
export const refreshRoutes: Record<string, FakeRoute> = {
  token: {
    on: `POST ${tokenUrl}`,
    form: { grant_type: 'refresh_token', refresh_token: /./, client_id: client.clientId, client_secret: /./ },
    when: ({ form }) => form['client_secret'] === client.clientSecret,
    accepts: ({ form }) => form['refresh_token'] === client.refreshToken,
    good: issued({ scope: 'https://www.googleapis.com/auth/drive.metadata.readonly openid' }),
    refused: oauthError('invalid_grant', 'Bad Request'),
  },
  otherClient: {
    on: `POST ${tokenUrl}`,
    form: {
      grant_type: 'refresh_token',
      refresh_token: client.refreshToken,
      client_id: client.clientId,
      client_secret: /./,
    },
    good: oauthError('invalid_client', 'The provided client secret is invalid.', { status: 401 }),
    refused: oauthError('invalid_client', 'Unauthorized', { status: 401 }),
  },
};

/** What Google signs with the key that it keeps of the service account. */
export function signedByGoogle(claims: JWTPayload): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'kid-1', typ: 'JWT' }).sign(privateKey);
}

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

export function claimFaults({ iat, exp = Infinity, scope, sub }: JWTPayload, claims: Claims): string[] {
  return [
    ...(iat === testNow / 1000 && exp - iat <= 3600 ? [] : ['iat or exp']),
    ...(claims.scope.test(String(scope)) ? [] : [`scope is ${String(scope)}`]),
    ...((claims.sub?.test(sub ?? '') ?? sub === undefined) ? [] : [`sub is ${sub}`]),
  ];
}

export const bearing = (token: string) => ({
  headers: { authorization: /^Bearer \S+$/ },
  accepts: bears(token),
  refused: apiError(401, 'authError', { details: 'ACCESS_TOKEN_EXPIRED' }),
});
export const apiError = (
  status: number,
  reason: string,
  more: { details?: string; message?: string } = {},
): FakeReply => ({
  status,
  json: {
    error: {
      code: status,
      message: more.message ?? 'No',
      errors: [{ domain: 'global', reason, message: 'No' }],
      ...(more.details === undefined
        ? {}
        : { details: [{ '@type': 'help' }, { '@type': 'ErrorInfo', reason: more.details }] }),
    },
  },
});
export const about = (emailAddress = 'admin@example.com'): FakeReply => ({
  json: { user: { displayName: 'Ada', emailAddress, permissionId: '0123' }, storageQuota: { usage: '1' } },
});
export const capabilities = (more: object = {}): FakeReply => ({
  json: {
    capabilities: {
      canListChildren: true,
      canDownload: false,
      canAddChildren: true,
      canEdit: true,
      canTrash: false,
      ...more,
    },
  },
});
/** googleapis/google-api-go-client drive/v3/drive-api.json */
export function driveRoutes(token: string): Record<string, FakeRoute> {
  const drive = 'GET https://www.googleapis.com/drive/v3';
  const files = { ...bearing(token), query: { fields: 'capabilities', supportsAllDrives: 'true' } };
  return {
    about: {
      ...bearing(token),
      on: `${drive}/about`,
      query: { fields: 'user(displayName,emailAddress,permissionId),storageQuota(limit,usage)' },
      good: about(),
    },
    root: { ...files, on: `${drive}/files/root`, good: capabilities() },
    folder: { ...files, on: `${drive}/files/1AbC`, good: capabilities({ canEdit: false }) },
    administrator: {
      ...bearing(token),
      on: 'GET https://admin.googleapis.com/admin/directory/v1/users/admin%40example.com',
      query: { fields: 'isAdmin,isDelegatedAdmin' },
      good: { json: { isAdmin: false, isDelegatedAdmin: true } },
    },
  };
}

export const asSubject = assertionToken({ scope: /^https:\S+( https:\S+)*$/, sub: /^\w+@example\.com$/i });
