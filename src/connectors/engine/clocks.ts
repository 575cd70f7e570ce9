import { failure, type Failure } from '../failure.ts';
import type { ReadResponse } from './response.ts';

const toleranceMs = 60_000;

/** A signature is refused by a wrong clock as by a wrong key; the Date of the response tells which clock we have. */
export function clockDoubt({ headers }: Pick<ReadResponse, 'headers'>, now: number): Failure | undefined {
  const theirs = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(theirs))
    return failure('UnexpectedReply', { about: 'it has no Date header to compare clocks with' });
  return Math.abs(theirs - now) > toleranceMs ? failure('ClockSkew') : undefined;
}
