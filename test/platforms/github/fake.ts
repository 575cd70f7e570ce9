import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify, type JWTPayload } from 'jose';
import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';
import { testNow } from '../../support/test-context.ts';

const pkcs1 = { type: 'pkcs1', format: 'pem' } as const;
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** GitHub issues PKCS#1. */
export const goodKey = privateKey.export(pkcs1) as string;
export const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pkcs1) as string;
export const token = 'ghp_canaryGithubToken11';
export const minted = 'ghs_canaryInstallation22';

/** Every call needs these: docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api */
const headers = {
  'user-agent': /./,
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
};
export const refusal = (status: number, message: string, more: Record<string, string> = {}): FakeReply => ({
  status,
  json: { message, documentation_url: 'https://docs.github.com/rest' },
  headers: { 'x-ratelimit-remaining': '4999', ...more },
});
export const badCredentials = refusal(401, 'Bad credentials');
export const user = (more: object = {}, said: Record<string, string> = {}): FakeReply => ({
  json: { login: 'migrator', id: 583231, name: 'Migration', email: 'migrator@example.com', site_admin: false, ...more },
  headers: { 'x-ratelimit-remaining': '4998', ...said },
});
export const repository = (permissions: object, more: object = {}, said: Record<string, string> = {}): FakeReply => ({
  json: { id: 1, full_name: 'acme/handbook', private: true, permissions, ...more },
  headers: said,
});

const withToken = (bearer: string) => ({ headers, accepts: bears(bearer), refused: badCredentials });

export const ofUser = (api: string): Record<string, FakeRoute> => ({
  user: { ...withToken(token), on: `GET ${api}/user`, good: user() },
  repository: {
    ...withToken(token),
    on: `GET ${api}/repos/acme/handbook`,
    good: repository({ admin: false, push: true, pull: true }),
  },
});

const asApp = {
  headers: { ...headers, authorization: /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/ },
  async faults(received: Received) {
    const payload = await verified(received);
    return payload ? claimFaults(payload) : [];
  },
  accepts: async (received: Received) => (await verified(received)) !== undefined,
  refused: refusal(401, 'A JSON web token could not be decoded'),
};

/** The claims where the signature is right; throws where they are not what GitHub documents. */
async function verified({ headers: sent }: Received): Promise<JWTPayload | undefined> {
  const jwt = (sent['authorization'] ?? '').replace('Bearer ', '');
  try {
    const wanted = { issuer: '123456', algorithms: ['RS256'], currentDate: new Date(testNow) };
    return (await jwtVerify(jwt, publicKey, wanted)).payload;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return undefined;
    throw error;
  }
}

function claimFaults({ iat = 0, exp = Infinity }: JWTPayload): string[] {
  const now = testNow / 1000;
  return [
    ...(iat === now - 60 ? [] : [`iat is ${iat - now} s from now, documented is 60 s back`]),
    ...(exp <= now + 600 ? [] : ['exp is more than 10 minutes ahead']),
  ];
}

export const issued = (permissions: object = { metadata: 'read', contents: 'write' }): FakeReply => ({
  status: 201,
  json: { token: minted, expires_at: '2026-11-23T13:00:00Z', permissions, repository_selection: 'selected' },
});

const api = 'https://api.github.com';
export const ofApp: Record<string, FakeRoute> = {
  app: { ...asApp, on: `GET ${api}/app`, good: { json: { id: 123456, slug: 'migrator', name: 'Migrator' } } },
  token: { ...asApp, on: `POST ${api}/app/installations/7654321/access_tokens`, good: issued() },
  repositories: {
    ...withToken(minted),
    on: `GET ${api}/installation/repositories`,
    query: { per_page: '1' },
    good: { json: { total_count: 2, repositories: [{ id: 1, full_name: 'acme/handbook' }] } },
  },
  repository: { ...withToken(minted), on: `GET ${api}/repos/acme/handbook`, good: repository({ pull: false }) },
};
