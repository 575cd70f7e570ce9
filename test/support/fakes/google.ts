import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { bears, type FakeReply, type FakeRoute } from '../fake-platform.ts';
import { testNow } from '../test-context.ts';

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

/** developers.google.com/identity/protocols/oauth2/service-account, HTTP/REST */
const token: FakeRoute = {
  on: `POST ${tokenUrl}`,
  form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/ },
  async faults({ form }) {
    const assertion = form['assertion'] ?? '';
    const { alg, kid } = decodeProtectedHeader(assertion);
    const payload = await verified(assertion);
    return [
      ...(alg === 'RS256' ? [] : [`alg ${alg}`]),
      ...(kid === undefined || kid === 'kid-1' ? [] : [`kid ${kid}`]),
      ...(payload ? claimFaults(payload) : []),
    ];
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
const files = {
  ...bearer,
  query: { fields: 'capabilities', supportsAllDrives: 'true' },
  refused: apiError(401, 'authError'),
};
export const routes: Record<string, FakeRoute> = {
  token,
  about: {
    ...bearer,
    on: 'GET https://www.googleapis.com/drive/v3/about',
    query: { fields: 'user(displayName,emailAddress,permissionId),storageQuota(limit,usage)' },
    good: about(),
    refused: apiError(401, 'authError'),
  },
  root: { ...files, on: 'GET https://www.googleapis.com/drive/v3/files/root', good: capabilities() },
  folder: {
    ...files,
    on: 'GET https://www.googleapis.com/drive/v3/files/1AbC',
    good: capabilities({ canEdit: false }),
  },
};
