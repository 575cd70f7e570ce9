import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import type { PlatformSign } from '../../api/platform.gen.ts';
import { guarded } from '../engine/request.ts';
import { failure, isFailure, type Failure } from '../failure.ts';
import { renderJson, renderText, type Names } from '../language/template.ts';
import { normalizePem, readPrivateKey } from './private-key.ts';

/**
 * Signs a JWT with a key of the Secret (RFC 7519). Nothing is sent.
 * @param now - milliseconds since 1970
 */
export async function signJwt(options: PlatformSign, names: Names, now: number): Promise<{ jwt: string } | Failure> {
  const about = signProblem(options, names);
  if (about !== undefined) return failure('SecretInvalid', { about });
  const key = readPrivateKey(text(options.key, names) ?? '', text(options.passphrase, names));
  if (typeof key === 'string') throw new Error('the key was readable a moment ago');
  const issuedAt = Math.floor(now / 1000) - (options.backdateSeconds ?? 0);
  const claims = guarded(() => ({ all: renderJson(options.claims, names) as Record<string, unknown> }));
  if (isFailure(claims)) return claims;
  const jwt = await new SignJWT(claims.all)
    .setProtectedHeader(headerOf(options, names))
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(Math.floor(now / 1000) + (options.lifetimeSeconds ?? 300))
    .setJti(randomUUID())
    .sign(key);
  return { jwt };
}

/** What is wrong with key or certificate, by the names of their keys in the Secret; undefined if nothing is. */
export function signProblem(options: PlatformSign, names: Names): string | undefined {
  const key = readPrivateKey(text(options.key, names) ?? '', text(options.passphrase, names));
  if (typeof key === 'string') return `${nameOf(options.key)} ${key}`;
  const wanted = algorithmOf(options, names).startsWith('ES') ? 'ec' : 'rsa';
  if (key.asymmetricKeyType !== wanted) return `${nameOf(options.key)} is not of the kind ${wanted.toUpperCase()}`;
  if (options.certificate === undefined) return undefined;
  const certificate = readCertificate(text(options.certificate, names) ?? '');
  if (!certificate) return `${nameOf(options.certificate)} is not a certificate in PEM form`;
  return certificate.checkPrivateKey(key)
    ? undefined
    : `${nameOf(options.key)} does not belong to ${nameOf(options.certificate)}`;
}

/** The end of the certificate that signs, which is when this way to sign in ends. */
export function certificateEnd({ certificate }: PlatformSign, names: Names): Date | undefined {
  return certificate === undefined ? undefined : readCertificate(text(certificate, names) ?? '')?.validToDate;
}

function headerOf(options: PlatformSign, names: Names) {
  const keyId = text(options.keyId, names);
  const certificate = readCertificate(text(options.certificate, names) ?? '');
  return {
    alg: algorithmOf(options, names),
    typ: 'JWT',
    ...(keyId === undefined ? {} : { kid: keyId }),
    ...(certificate ? { 'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url') } : {}),
  };
}

function algorithmOf({ algorithm }: PlatformSign, names: Names): string {
  return text(algorithm, names) ?? 'RS256';
}

function readCertificate(pem: string): X509Certificate | undefined {
  if (pem === '') return undefined;
  try {
    return new X509Certificate(normalizePem(pem));
  } catch {
    return undefined;
  }
}

function text(template: string | undefined, names: Names): string | undefined {
  return template === undefined ? undefined : renderText(template, names);
}

function nameOf(template: string): string {
  return /\{\{secret\.(.*?)\}\}/.exec(template)?.[1] ?? 'the private key';
}
