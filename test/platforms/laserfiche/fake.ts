import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { bears, type FakeRoute, type Received } from '../../support/fake-platform.ts';
import { testNow } from '../../support/test-context.ts';
import { issuedWith, minted, problem, repositories, rights } from '../shared/laserfiche/fake.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
export const servicePrincipalKey = 'canary-principal-81';
const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'kid-1', alg: 'ES256', use: 'sig' };
const file = { customerId: '123456789', clientId: 'app-1', domain: 'laserfiche.com', jwk };
export const accessKey = (more: object = {}) => Buffer.from(JSON.stringify({ ...file, ...more })).toString('base64');
export const foreignKey = accessKey({ jwk: { ...foreign.export({ format: 'jwk' }), kid: 'kid-1' } });
export const jwkText = JSON.stringify(jwk);

async function signed({ headers }: Received): Promise<Record<string, unknown> | undefined> {
  const jwt = (headers['authorization'] ?? '').replace(/^Bearer /, '');
  const wanted = { audience: 'laserfiche.com', algorithms: ['ES256'], currentDate: new Date(testNow) };
  try {
    return (await jwtVerify(jwt, createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })), wanted)).payload;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return undefined;
    throw error;
  }
}

/** The JWT is the bearer of the request; the form has the grant and the scope alone. */
export function routes(domain: string, token = minted): Record<string, FakeRoute> {
  const api = `https://api.${domain}/repository/v2/Repositories`;
  const shared = { headers: { authorization: /^Bearer \S+$/ }, accepts: bears(token), refused: problem(401, 'No') };
  const entry = (id: number) => `GET ${api}/r-1/Entries/${id}/Rights`;
  return {
    token: {
      on: `POST https://signin.${domain}/oauth/Token`,
      headers: { authorization: /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/ },
      form: { grant_type: 'client_credentials', scope: 'repository.Read' },
      async faults(received) {
        const { kid, typ } = decodeProtectedHeader((received.headers['authorization'] ?? '').slice(7));
        const { exp = 0, iat = 0, client_id = 'app-1' } = (await signed(received)) ?? {};
        return [
          ...(kid === 'kid-1' && typ === 'JWT' ? [] : ['kid or typ']),
          ...(Number(exp) - Number(iat) <= 3600 ? [] : ['exp is more than an hour ahead']),
          ...(client_id === 'app-1' ? [] : ['client_id']),
        ];
      },
      accepts: async (received) => (await signed(received))?.['client_secret'] === servicePrincipalKey,
      good: issuedWith(token),
      refused: problem(401, 'Unauthorized'),
    },
    list: { ...shared, on: `GET ${api}`, good: repositories('r-1', 'r-2') },
    root: { ...shared, on: entry(1), good: rights(['Browse', 'Read', 'CreateDocument']) },
    entry: { ...shared, on: entry(77), good: rights({ Read: true, CreateDocument: true, WriteContent: true }, true) },
  };
}
