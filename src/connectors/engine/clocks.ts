import { failure, type Failure } from '../failure.ts';
import type { ReadResponse } from './response.ts';

const toleranceMs = 60_000;

/**
 * A signature is refused by a wrong clock as by a wrong key; the Date of the response tells which clock we have.
 * @param meant - what the refusal means where the clocks agree, by a server that may have no Date
 */
export function clockDoubt(
  { headers }: Pick<ReadResponse, 'headers'>,
  now: number,
  meant?: Failure,
): Failure | undefined {
  const theirs = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(theirs))
    // A vendor sends one always; Keycloak, which may be anybody's, sends none. What names causes may name this one too.
    return meant?.reason === 'AccessRefused'
      ? { ...meant, causes: [...(meant.causes ?? []), 'the clocks of the operator and of the server differ'] }
      : failure('UnexpectedReply', { about: 'it has no Date header to compare clocks with' });
  return Math.abs(theirs - now) > toleranceMs ? failure('ClockSkew') : undefined;
}
