import { X509Certificate, type KeyObject } from 'node:crypto';
import { sizeProblem } from '../../auth/key-cost.ts';
import { normalizePem, pemBlocks, pemOf } from '../../transport/pem.ts';
import { inspectPrivateKey, readPrivateKey, type LockedKey } from '../../auth/private-key.ts';
import { failure, isFailure, type Failure } from '../../failure.ts';
import type { DriverContext } from '../../context.ts';
import type { Plan } from '../../platform.ts';
import type { ClientCertificate } from '../../transport/agent.ts';

export interface Identity extends ClientCertificate {
  /** When the certificate ends. */
  notAfter: Date;
}

/** TLS signs while everybody waits. */
const mostBits = 4096;

/** What is wrong with the certificate of the Secret and its key, as far as it takes no time to tell. */
export function identityProblem(plan: Plan, now: number): Failure | undefined {
  const certificate = certificateOf(plan);
  if (!certificate || isFailure(certificate)) return certificate;
  const { secret } = plan;
  const found = keyProblem(inspectPrivateKey(secret['privateKey'] ?? '', secret['passphrase']), certificate.leaf);
  if (found) return found;
  const isOver = certificate.leaf.validToDate.getTime() < now;
  return isOver ? failure('CredentialsExpired', { about: 'certificate' }) : undefined;
}

/** The certificate of the Secret and its key, or what is wrong with them; undefined where the method has none. */
export async function identityOf(
  plan: Plan,
  { signal, now }: Pick<DriverContext, 'signal' | 'now'>,
): Promise<Identity | Failure | undefined> {
  const certificate = certificateOf(plan);
  if (!certificate || isFailure(certificate)) return certificate;
  const { secret } = plan;
  const key = await readPrivateKey(secret['privateKey'] ?? '', secret['passphrase'], signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  if (key === undefined) return failure('TimedOut', { about: 'the decryption of privateKey' });
  const { chain, leaf } = certificate;
  if (leaf.validFromDate.getTime() > now()) return failure('ClockSkew', { about: 'the certificate is not valid yet' });
  const found = keyProblem(key, leaf);
  if (found || typeof key === 'string') return found;
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate: chain, privateKey, notAfter: leaf.validToDate };
}

function keyProblem(key: KeyObject | LockedKey | string, leaf: X509Certificate): Failure | undefined {
  if (typeof key !== 'string' && 'kind' in key) return undefined;
  const about = typeof key === 'string' ? key : sizeProblem(key, mostBits);
  if (about !== undefined) return wrong(`privateKey ${about}`);
  return leaf.checkPrivateKey(key as KeyObject) ? undefined : wrong('privateKey does not belong to certificate');
}

function certificateOf({ method, secret }: Plan): { chain: string; leaf: X509Certificate } | Failure | undefined {
  if (method.name !== 'client-certificate') return undefined;
  const text = secret['certificate'] ?? '';
  const blocks = pemBlocks(text).filter(({ label }) => label === 'CERTIFICATE');
  const chain = blocks.map(pemOf).join('');
  const leaf = readCertificate(chain === '' ? normalizePem(text) : chain);
  return typeof leaf === 'string' ? wrong(`certificate ${leaf}`) : { chain, leaf };
}

function wrong(about: string): Failure {
  return failure('SecretInvalid', { about });
}

function readCertificate(pem: string): X509Certificate | string {
  if (pem.includes('PRIVATE KEY-----') && !pem.includes('BEGIN CERTIFICATE')) {
    return 'is a private key: the certificate is needed';
  }
  if (pem.includes('BEGIN CERTIFICATE REQUEST'))
    return 'is a request: the certificate that was issued for it is needed';
  if (!pem.includes('-----BEGIN CERTIFICATE-----'))
    return 'has no "-----BEGIN CERTIFICATE-----" line: paste the PEM file';
  try {
    return new X509Certificate(pem);
  } catch {
    return 'is damaged: paste the whole PEM file';
  }
}
