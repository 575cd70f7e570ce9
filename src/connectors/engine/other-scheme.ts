import type { PlatformMethod } from '../../api/platform.gen.ts';
import type { ReadResponse } from './response.ts';
import { failure, type Failure } from '../failure.ts';
import type { Plan } from '../platform.ts';
import { offeredSchemes, readChallenges, type Challenge } from '../transport/challenges.ts';

type Credential = keyof NonNullable<PlatformMethod['credential']>;

/** What a challenge calls the credential of a method; null if no method has one for it. Of `OAuth` it is not known. */
const kindOf: ReadonlyMap<string, Credential | null> = new Map<string, Credential | null>([
  ['basic', 'basic'],
  ['digest', 'digest'],
  ['ntlm', 'ntlm'],
  ['negotiate', 'ntlm'],
  ['bearer', 'bearer'],
  // https://www.iana.org/assignments/http-authschemes
  ...['concealed', 'dpop', 'gnap', 'hoba', 'mutual', 'privatetoken', 'scram-sha-1', 'scram-sha-256', 'vapid'].map(
    (name) => [name, null] as const,
  ),
]);

const nameOf = { basic: 'Basic', digest: 'Digest', ntlm: 'NTLM', bearer: 'Bearer' } as const;
type Scheme = keyof typeof nameOf;

type Of = Pick<Plan, 'platform' | 'method'>;

/** A server that does not take the scheme of the method, which is then to be another one. */
export function doesNotTake(took: Scheme, challenges: readonly Challenge[], { platform }: Of, sent: boolean): Failure {
  const unsent = sent ? '' : '; the password was not sent';
  const about = `spec.method: the server does not take ${nameOf[took]}, it offers ${offeredSchemes(challenges)}${unsent}`;
  return failure('InvalidConfiguration', { about, fix: otherMethod(took, challenges, platform) });
}

function otherMethod(took: Scheme, challenges: readonly Challenge[], { spec }: Plan['platform']): string {
  const kinds = new Set(challenges.map(({ scheme }) => kindOf.get(scheme)));
  const fitting = spec.methods.find(
    ({ credential = {} }) =>
      !(took in credential) && Object.keys(credential).some((kind) => kinds.has(kind as Credential)),
  );
  return fitting
    ? `Set \`spec.method\` to ${fitting.name}.`
    : `Turn on ${nameOf[took]} on the server, or use an account of another kind.`;
}

/**
 * A server that offers other schemes than Basic has not looked at what was shown to it (RFC 9110, 11.6.1).
 * @returns which method to use; undefined if the server takes Basic, or names no scheme that is known
 */
export function otherScheme(
  { status, headers }: Pick<ReadResponse, 'status' | 'headers'>,
  of: Of,
  sent = true,
): (Failure & { first: boolean }) | undefined {
  if (status !== 401) return undefined;
  const challenges = readChallenges(headers['www-authenticate']);
  const known = challenges.map(({ scheme }) => scheme).filter((scheme) => kindOf.has(scheme));
  if (known.length === 0) return undefined;
  const { basic, bearer } = of.method.credential ?? {};
  if (basic && !known.includes('basic')) {
    return { ...doesNotTake('basic', challenges, of, sent), first: !known.every((one) => one === 'bearer') };
  }
  const isOther = bearer !== undefined && known.length === challenges.length && !known.includes('bearer');
  return isOther ? { ...tokenOrScheme(challenges, of), first: !known.includes('basic') } : undefined;
}

/** Servers that take tokens too do not always say so to a wrong one. */
function tokenOrScheme(challenges: readonly Challenge[], { platform }: Of): Failure {
  const causes = [
    'the token is wrong or has ended',
    `the server takes no tokens: it offers ${offeredSchemes(challenges)}`,
  ];
  return failure('AccessRefused', { causes, fix: `Correct the token. ${otherMethod('bearer', challenges, platform)}` });
}
