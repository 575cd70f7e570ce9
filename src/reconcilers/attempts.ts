import { lockoutOf } from '../api/reasons.ts';
import type { Verdict } from '../connectors/index.ts';

/** How often a credential may be sent that is not known to be good. Pure: what was sent, and when, decides. */

export const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
/** A request by annotation sends a refused credential again, but not sooner than this after the last attempt. */
const requestedMs = 10 * minuteMs;
/** Between what is entered before it is sent and its sending: a write, and the longest test. */
const intentMs = 6 * minuteMs;
const mostRefusals = 2;
const mostSilences = 3;
/** Values of one account that may be refused within an hour before the next ones have to wait. */
const freeValues = 5;
const slowValueMs = 10 * minuteMs;

/** `Refused` may count against a lockout; `Unanswered` may hide a refusal. */
export type Ending = 'Refused' | 'Unanswered';

/** A credential was sent and not accepted. */
export interface Attempt {
  /** Milliseconds since 1970, in whole seconds, as a status has it. */
  at: number;
  ending: Ending;
  /** The process that sent it. */
  sender?: string | undefined;
  /** `namespace/name` of the Connection that it was sent for. */
  by?: string | undefined;
  /** Whether it was sent is not known: it was entered before, or a process that is gone may have sent it. Counts like the rest. */
  isIntended?: boolean | undefined;
}

/** Who asks whether something may be sent. */
export interface Asking {
  /** `namespace/name` of a Connection. */
  key: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** A person asks for it, by annotation. */
  requested: boolean;
  /** Called once another test has ended that the answer depends on. */
  wake: () => void;
}

/** Without what was entered before it was sent, where the same process has entered the end of it since. */
export function withoutEnded(attempts: readonly Attempt[]): Attempt[] {
  const isEnded = ({ at, sender, isIntended }: Attempt) =>
    isIntended &&
    sender !== undefined &&
    attempts.some((other) => !other.isIntended && other.sender === sender && other.at >= at);
  return attempts.filter((one) => !isEnded(one));
}

/** What became of a credential that was sent; undefined where that proves it good. A test that was given up has no verdict. */
export function endingOf(verdict: Verdict | undefined): Ending | undefined {
  if (!verdict) return 'Unanswered';
  if (verdict.credential !== 'NotAccepted' || verdict.outcome === 'connected') return undefined;
  return lockoutOf(verdict.reason) === 'refusal' ? 'Refused' : 'Unanswered';
}

/** Until when it counts. When a process that is gone has sent what it had entered before is not known, only by when. */
export function countsUntil({ at, isIntended, sender }: Omit<Attempt, 'ending'>): number {
  return at + dayMs + (isIntended && sender !== undefined ? intentMs : 0);
}

/** Whether all that still counts is what may have been sent. */
export function isOnlyIntended(attempts: readonly Attempt[], now: number): boolean {
  return attempts.every(({ at, isIntended }) => isIntended || at <= now - dayMs);
}

/** From when on a credential with these attempts may be sent again. @param requested - a person asks for it */
export function allowedAt(attempts: readonly Attempt[], now: number, requested = false): number {
  const counted = attempts.filter((one) => countsUntil(one) > now);
  const last = counted.at(-1);
  if (!last) return 0;
  const firstRefusal = counted.findIndex(({ ending }) => ending === 'Refused');
  const silences = firstRefusal === -1 ? counted.length : firstRefusal;
  // After a refusal silence is taken for another one: the server may have counted it.
  const refusals = counted.slice(silences);
  const isSpent = refusals.length >= mostRefusals || silences >= mostSilences;
  if (requested && isSpent) return last.at + requestedMs;
  const before = refusals.at(-mostRefusals);
  if (before) return countsUntil(before);
  if (isSpent) return last.at + hourMs;
  // Nobody knows when a process that is gone has sent it, only that it was before.
  const isSupposed = last.isIntended && last.sender === undefined;
  return refusals.length > 0 && !isSupposed ? last.at + minuteMs : 0;
}

/** From when on another value may be tried at an account. @param refused - when each of its values was refused, in order */
export function valueAllowedAt(refused: readonly number[], now: number): number {
  const counted = refused.filter((at) => at > now - hourMs);
  const last = counted.at(-1);
  if (last === undefined || counted.length < freeValues) return 0;
  const sixth = counted.at(-freeValues - 1);
  return Math.max(last + slowValueMs, sixth === undefined ? 0 : sixth + hourMs);
}
