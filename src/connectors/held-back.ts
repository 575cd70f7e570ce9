import type { Setback } from './finding.ts';

/**
 * A credential that was refused, or sent and not answered, is not sent again sooner than this: it may count against a
 * lockout. An inconclusive verdict that asks to wait so long after a sign-in is scheduled like a refusal.
 */
export const credentialHoldMs = 30 * 60 * 1000;

/** The end of a sign-in is not known: it is held back as if it had been refused. */
export function heldBack(found: Setback): Setback {
  return { ...found, retryAfterMs: Math.max(credentialHoldMs, found.retryAfterMs ?? 0) };
}
