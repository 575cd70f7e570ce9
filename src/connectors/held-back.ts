import type { Setback } from './finding.ts';

const holdMs = 30 * 60 * 1000;

/** A password that was sent and not answered is not sent again before this: it may count against a lockout. */
export function heldBack(found: Setback): Setback {
  return { ...found, retryAfterMs: Math.max(holdMs, found.retryAfterMs ?? 0) };
}
