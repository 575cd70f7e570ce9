import { createHash, randomUUID, X509Certificate, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { PlatformSign } from '../../api/platform.gen.ts';
import type { DriverContext } from '../context.ts';
import { guarded } from '../engine/request.ts';
import { failure, isFailure, type Failure } from '../failure.ts';
import { secretKeysIn } from '../language/secret-use.ts';
import { renderJson, renderText, type Names } from '../language/template.ts';
import { pemBlocks, pemOf } from '../transport/pem.ts';
import { inspectPrivateKey, readPrivateKey } from './private-key.ts';

/** Signs a JWT with a key of the Secret (RFC 7519). Nothing is sent. */
export async function signJwt(
  options: PlatformSign,
  names: Names,
  context: Pick<DriverContext, 'now' | 'signal'>,
): Promise<{ jwt: string } | Failure> {
  const key = await keyOf(options, names, context);
  if (isFailure(key)) return key;
  const about = misfit(key, options, names);
  if (about !== undefined) return failure('SecretInvalid', { about });
  const now = context.now();
  if (isBeforeCertificate(options, names, now))
    return failure('ClockSkew', { about: 'the certificate is not valid yet' });
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

/** Keys that were read in a test: a token that is made anew is signed with the same. */
const read = new WeakMap<object, Map<string, Promise<KeyObject | string>>>();

async function keyOf(
  options: PlatformSign,
  names: Names,
  context: Pick<DriverContext, 'signal'>,
): Promise<KeyObject | Failure> {
  const [pem = '', passphrase] = [text(options.key, names), text(options.passphrase, names)];
  const known = read.get(context) ?? new Map<string, Promise<KeyObject | string>>();
  read.set(context, known);
  const id = JSON.stringify([pem, passphrase]);
  const reading = known.get(id) ?? readPrivateKey(pem, passphrase, context.signal);
  known.set(id, reading);
  try {
    const key = await reading;
    return typeof key === 'string' ? failure('SecretInvalid', { about: `${nameOf(options.key)} ${key}` }) : key;
  } catch (error) {
    if (!context.signal.aborted) throw error;
    return failure('TimedOut', { about: `the decryption of ${nameOf(options.key)}` });
  }
}

/** What is wrong with key or certificate, by the names of their keys in the Secret, as far as it takes no time to tell. */
export function signProblem(options: PlatformSign, names: Names): string | undefined {
  const key = inspectPrivateKey(text(options.key, names) ?? '', text(options.passphrase, names));
  if (typeof key === 'string') return `${nameOf(options.key)} ${key}`;
  return 'kind' in key ? certificateProblem(options, names) : misfit(key, options, names);
}

function misfit(key: KeyObject, options: PlatformSign, names: Names): string | undefined {
  const wanted = algorithmOf(options, names).startsWith('ES') ? 'ec' : 'rsa';
  if (key.asymmetricKeyType !== wanted) return `${nameOf(options.key)} is not of the kind ${wanted.toUpperCase()}`;
  if (options.certificate === undefined) return undefined;
  return readCertificate(text(options.certificate, names) ?? '')?.checkPrivateKey(key) === false
    ? `${nameOf(options.key)} does not belong to ${nameOf(options.certificate)}`
    : certificateProblem(options, names);
}

function certificateProblem({ certificate }: PlatformSign, names: Names): string | undefined {
  if (certificate === undefined || readCertificate(text(certificate, names) ?? '')) return undefined;
  return `${nameOf(certificate)} is not a certificate in PEM form`;
}

/** Whether the certificate that signs begins after this time. */
function isBeforeCertificate({ certificate }: PlatformSign, names: Names, now: number): boolean {
  const begin = certificate === undefined ? undefined : readCertificate(text(certificate, names) ?? '')?.validFromDate;
  return begin !== undefined && begin.getTime() > now;
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
  const block = pemBlocks(pem).find(({ label }) => label === 'CERTIFICATE');
  if (!block) return undefined;
  try {
    return new X509Certificate(pemOf(block));
  } catch {
    return undefined;
  }
}

function text(template: string | undefined, names: Names): string | undefined {
  return template === undefined ? undefined : renderText(template, names);
}

function nameOf(template: string): string {
  return secretKeysIn(template)[0] ?? 'the private key';
}
