import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createLocalJWKSet, errors, exportJWK, jwtVerify, SignJWT } from 'jose';
import { testNow } from '../test-context.ts';

/** The cluster whose tokens a platform was told to trust, and the account that it was told of. */
export const issuer = 'https://oidc.cluster.example.com';
export const subject = 'system:serviceaccount:migration:migration-bot';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const jwks = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'cluster-1', alg: 'RS256' }] });

interface TokenOptions {
  iss?: string;
  sub?: string;
  /** Signed with a key that the cluster's discovery does not have. */
  forged?: boolean;
  /** How long it is good from now on. */
  seconds?: number;
}

/** A token as TokenRequest gives it (kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin). */
export function serviceAccountToken(audience: string, options: TokenOptions = {}): Promise<string> {
  const { iss = issuer, sub = subject, forged = false, seconds = 600 } = options;
  const [, , namespace, name] = sub.split(':');
  const key: KeyObject = forged ? foreignKey : privateKey;
  return new SignJWT({ 'kubernetes.io': { namespace, serviceaccount: { name } } })
    .setProtectedHeader({ alg: 'RS256', kid: 'cluster-1' })
    .setIssuer(iss)
    .setSubject(sub)
    .setAudience(audience)
    .setIssuedAt(testNow / 1000)
    .setExpirationTime(testNow / 1000 + seconds)
    .sign(key);
}

/** Whether the platform takes it: signature, issuer, audience, subject and time, by the cluster's own keys. */
export async function trusts(token: string, audience: string): Promise<boolean> {
  const wanted = { issuer, audience, subject, algorithms: ['RS256'], currentDate: new Date(testNow) };
  try {
    await jwtVerify(token, jwks, wanted);
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

/** Tokens that must not be taken, by what is wrong with them. */
export async function wrongTokens(audience: string): Promise<[what: string, token: string][]> {
  return [
    ['of another service account', await serviceAccountToken(audience, { sub: 'system:serviceaccount:other:bot' })],
    ['of another cluster', await serviceAccountToken(audience, { iss: 'https://oidc.other.example.com' })],
    ['for another audience', await serviceAccountToken('https://kubernetes.default.svc')],
    ['that another key has signed', await serviceAccountToken(audience, { forged: true })],
    ['that is over', await serviceAccountToken(audience, { seconds: -1 })],
  ];
}
