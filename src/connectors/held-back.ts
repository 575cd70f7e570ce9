import type { Failure } from './failure.ts';

/**
 * A credential that was refused, or sent and not answered, is not sent again sooner than this: it may count against a
 * lockout. An inconclusive verdict that asks to wait so long after a sign-in is scheduled like a refusal.
 */
export const credentialHoldMs = 30 * 60 * 1000;

/** The end of a sign-in is not known: it is held back as if it had been refused. */
export function heldBack(found: Failure): Failure {
  const retryAfterMs = Math.max(credentialHoldMs, found.retryAfterMs ?? 0);
  return { ...found, rung: found.rung === 'Authorized' ? 'Authorized' : 'Authenticated', retryAfterMs };
}

/** The same for a request that showed a password and got no answer, if it can have gone out. */
export function unanswered(found: Failure): Failure {
  return found.sent ? heldBack(found) : found;
}

/** Whether these templates show the password of an account. Tokens and keys are not counted against a lockout. */
export function showsPassword(templates: unknown): boolean {
  return JSON.stringify(templates).includes('secret.password');
}
