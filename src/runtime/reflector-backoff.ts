import { ApiError } from './api-error.ts';

const BASE_MS = 500;
const CAP_MS = 5_000;

/**
 * How long to wait after the `failures`-th failure in a row (from 1): full jitter over 1 s, 2 s, 4 s, 5 s, and not
 * less than the server's `Retry-After`. Full jitter, as all watches of all clients fail at once when a server goes.
 */
export function reflectorBackoffMs(failures: number, error: unknown, random: () => number): number {
  const jitteredMs = random() * Math.min(CAP_MS, BASE_MS * 2 ** failures);
  const retryAfterMs = error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(jitteredMs, retryAfterMs);
}
