import { failure, type Failure } from '../../failure.ts';
import type { HttpResponse } from '../../transport/messages.ts';
import { readChallenges, type Challenge } from '../../transport/challenges.ts';

/** Names of RFC 7616 and what OpenSSL calls them, the weakest first. */
const hashes = { md5: 'md5', 'sha-256': 'sha256', 'sha-512-256': 'sha512-256' } as const;

export interface DigestChallenge {
  realm: string;
  nonce: string;
  opaque: string | undefined;
  /** As the server writes it; undefined where it names none, which is MD5. */
  algorithm: string | undefined;
  hash: (typeof hashes)[keyof typeof hashes];
  session: boolean;
  /** undefined: a server of RFC 2069. */
  qop: 'auth' | 'auth-int' | undefined;
  userhash: boolean;
  utf8: boolean;
}

/**
 * The strongest of the challenges that can be answered; of equals the first. Nothing is ever sent as Basic.
 * @param untaken - what it means that the server offers other schemes alone
 */
export function chooseChallenge(
  challenges: readonly Challenge[],
  untaken: (challenges: readonly Challenge[]) => Failure,
): DigestChallenge | Failure {
  const digests = challenges.filter(({ scheme }) => scheme === 'digest');
  const known = digests.flatMap(({ params }) => readChallenge(params) ?? []);
  const [strongest] = known.toSorted((a, b) => strength(b) - strength(a));
  if (strongest) return strongest;
  if (digests.length === 0) return untaken(challenges);
  const about =
    'spec.method: the server and the operator have no algorithm of Digest in common; the password was not sent';
  return failure('InvalidConfiguration', { about });
}

/** Whether the server refuses the nonce alone, and took the password. */
export function isStale({ status, headers }: HttpResponse): boolean {
  if (status !== 401) return false;
  const digests = readChallenges(headers['www-authenticate']).filter(({ scheme }) => scheme === 'digest');
  return digests.some(({ params }) => params['stale']?.toLowerCase() === 'true');
}

function readChallenge(params: Challenge['params']): DigestChallenge | undefined {
  const { realm, nonce, opaque, algorithm } = params;
  const name = (algorithm ?? 'MD5').toLowerCase();
  const hash = new Map<string, DigestChallenge['hash']>(Object.entries(hashes)).get(name.replace(/-sess$/, ''));
  const offered = params['qop']?.toLowerCase().split(/[\s,]+/);
  const qop = (['auth', 'auth-int'] as const).find((one) => offered?.includes(one));
  if (realm === undefined || nonce === undefined || !hash || (offered && !qop)) return undefined;
  return {
    realm,
    nonce,
    opaque,
    algorithm,
    hash,
    session: name.endsWith('-sess'),
    qop,
    userhash: params['userhash']?.toLowerCase() === 'true',
    utf8: params['charset']?.toLowerCase() === 'utf-8',
  };
}

function strength({ hash }: DigestChallenge): number {
  return Object.values(hashes).indexOf(hash);
}
