import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import type { PlatformAssertion, PlatformAuth } from '../../api/platform.gen.ts';
import { renderJson, renderText, type Scope } from '../engine/template.ts';
import { failure, type Failure } from '../failure.ts';
import { normalizePem, readPrivateKey } from './private-key.ts';

/** Signs a JWT with a key of the Secret. @param now - milliseconds since 1970 */
export async function signAssertion(options: PlatformAssertion, scope: Scope, now: number): Promise<string | Failure> {
  const problem = assertionProblem(options, scope);
  if (problem !== undefined) return failure('Resolved', 'SecretInvalid', { about: problem });
  const key = readPrivateKey(text(options.key, scope) ?? '', text(options.passphrase, scope));
  if (typeof key === 'string') throw new Error('the key was readable a moment ago');
  const issuedAt = Math.floor(now / 1000) - (options.backdateSeconds ?? 0);
  const claims = renderJson(options.claims, scope) as Record<string, unknown>;
  return new SignJWT(claims)
    .setProtectedHeader(headerOf(options, scope))
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(Math.floor(now / 1000) + (options.lifetimeSeconds ?? 60))
    .setJti(randomUUID())
    .sign(key);
}

export function assertionOf({ jwtBearer, oauth2, session }: PlatformAuth): PlatformAssertion | undefined {
  return jwtBearer?.assertion ?? oauth2?.assertion ?? session?.assertion;
}

/** What is wrong with key or certificate, by the names of their keys in the Secret; undefined where nothing is. */
export function assertionProblem(options: PlatformAssertion, scope: Scope): string | undefined {
  const key = readPrivateKey(text(options.key, scope) ?? '', text(options.passphrase, scope));
  if (typeof key === 'string') return `${nameOf(options.key)} ${key}`;
  const wanted = (text(options.algorithm, scope) ?? 'RS256').startsWith('ES') ? 'ec' : 'rsa';
  if (key.asymmetricKeyType !== wanted) return `${nameOf(options.key)} is not of the kind ${wanted.toUpperCase()}`;
  if (options.certificate === undefined) return undefined;
  const certificate = readCertificate(text(options.certificate, scope) ?? '');
  if (!certificate) return `${nameOf(options.certificate)} is not a certificate in PEM form`;
  return certificate.checkPrivateKey(key)
    ? undefined
    : `${nameOf(options.key)} does not belong to ${nameOf(options.certificate)}`;
}

/** The end of the certificate that signs a method's assertion, which is when this way to sign in ends. */
export function assertionExpiry(auth: PlatformAuth, scope: Scope): Date | undefined {
  const options = assertionOf(auth);
  if (options?.certificate === undefined) return undefined;
  return readCertificate(text(options.certificate, scope) ?? '')?.validToDate;
}

function headerOf(options: PlatformAssertion, scope: Scope) {
  const keyId = text(options.keyId, scope);
  const certificate =
    options.certificate === undefined ? undefined : readCertificate(text(options.certificate, scope) ?? '');
  return {
    alg: text(options.algorithm, scope) ?? 'RS256',
    typ: 'JWT',
    ...(keyId === undefined ? {} : { kid: keyId }),
    ...(certificate ? { 'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url') } : {}),
  };
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(normalizePem(pem));
  } catch {
    return undefined;
  }
}

function text(template: string | undefined, scope: Scope): string | undefined {
  return template === undefined ? undefined : renderText(template, scope);
}

function nameOf(template: string): string {
  return /\{\{secret\.(.*?)\}\}/.exec(template)?.[1] ?? 'the private key';
}
