import type { PlatformMethod } from '../../api/platform.gen.ts';
import type { ReadResponse } from './response.ts';
import { failure, type Failure } from '../failure.ts';
import type { Plan } from '../platform.ts';
import { offeredSchemes, readChallenges } from '../transport/challenges.ts';

/** What a challenge calls the credential of a method. */
const kindOf: Readonly<Record<string, keyof NonNullable<PlatformMethod['credential']>>> = {
  digest: 'digest',
  ntlm: 'ntlm',
  negotiate: 'ntlm',
  bearer: 'bearer',
};

/**
 * A server that offers other schemes than Basic has not looked at what was shown to it (RFC 9110, 11.6.1).
 * @returns which method to use; undefined if the server takes Basic, or names no scheme that is known
 */
export function otherScheme(
  { status, headers }: Pick<ReadResponse, 'status' | 'headers'>,
  { platform, method }: Pick<Plan, 'platform' | 'method'>,
  sent = true,
): (Failure & { bearerAlone: boolean }) | undefined {
  if (status !== 401 || !method.credential?.basic) return undefined;
  const challenges = readChallenges(headers['www-authenticate']);
  const schemes = challenges.map(({ scheme }) => scheme);
  const known = schemes.filter((scheme) => kindOf[scheme]);
  if (known.length === 0 || schemes.includes('basic')) return undefined;
  const kinds = new Set(known.map((scheme) => kindOf[scheme]!));
  const fitting = platform.spec.methods.find(({ credential = {} }) => [...kinds].some((kind) => kind in credential));
  const unsent = sent ? '' : '; the password was not sent';
  const about = `spec.method: the server does not take Basic, it offers ${offeredSchemes(challenges)}${unsent}`;
  const fix = fitting
    ? `Set \`spec.method\` to ${fitting.name}.`
    : 'Turn on Basic on the server, or use an account of another kind.';
  return { ...failure('InvalidConfiguration', { about, fix }), bearerAlone: known.every((one) => one === 'bearer') };
}
