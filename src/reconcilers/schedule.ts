import { lockoutOf } from '../api/reasons.ts';
import type { Verdict } from '../connectors/index.ts';

/** A credential that was refused, or sent and not answered, is not sent again sooner than this: it may count against a lockout. */
export const credentialHoldMs = 30 * 60_000;
/**
 * A credential that was refused twice is not sent again sooner than this: two attempts a day stay below every lockout
 * policy, also one that never forgets an attempt within the day.
 */
const refusedTwiceMs = 24 * 3_600_000;
/** A credential that was never accepted and gets no answer is sent this often by the ordinary back-off, then once an hour. */
const silentTries = 3;
const silentHoldMs = 3_600_000;
const firstBackoffMs = 10_000;
const longestBackoffMs = 10 * 60_000;

export interface ScheduleInput {
  verdict: Verdict;
  /** spec.test.interval; 0 tests only on change. */
  intervalMs: number;
  /** Tests in a row that did not end Connected, this one included. */
  failures: number;
  /** Tests in a row that could not tell, this one included. */
  inconclusive: number;
  /** The same credential was accepted by an earlier test. */
  knownGood: boolean;
  /** What the vendor allows: tests a day, token requests an hour. */
  budget?: { callsPerDay?: number; tokensPerHour?: number } | undefined;
  /** 0..1 */
  random: number;
}

/** How long to wait for the next test, in milliseconds; undefined where only a change brings one. */
export function nextTestDelayMs({
  verdict,
  intervalMs,
  failures,
  inconclusive,
  knownGood,
  budget,
  random,
}: ScheduleInput): number | undefined {
  const interval = intervalMs === 0 ? 0 : Math.max(intervalMs, leastIntervalMs(budget));
  if (verdict.outcome === 'connected') return interval === 0 ? undefined : spread(interval, 0.1, random);
  const held = verdict.outcome === 'failed' || unacceptedAs(verdict) === 'refusal';
  if (held && interval === 0) return undefined;
  if (held) return holdOf(verdict, { interval, failures, inconclusive }) * (1 + 0.1 * random);
  const backoff = Math.min(firstBackoffMs * 2 ** Math.max(inconclusive - 1, 0), longestBackoffMs);
  const isSilent = unacceptedAs(verdict) === 'silence' && !knownGood && inconclusive >= silentTries;
  const wait = isSilent ? silentHoldMs * (1 + 0.1 * random) : Math.min(spread(backoff, 0.2, random), longestBackoffMs);
  if (isSilent) return Math.max(wait, verdict.retryAfterMs ?? 0);
  return verdict.retryAfterMs === undefined ? wait : Math.max(verdict.retryAfterMs + 0.1 * wait * random, wait);
}

interface Counts {
  interval: number;
  failures: number;
  inconclusive: number;
}

/** `retryAfterMs` only ever makes it longer. */
function holdOf(verdict: Verdict, { interval, failures, inconclusive }: Counts): number {
  const hold = Math.max(credentialHoldMs, interval);
  const longest = Math.max(refusedTwiceMs, interval);
  if (verdict.outcome !== 'inconclusive') return failures > 1 && unacceptedAs(verdict) === 'refusal' ? longest : hold;
  const wanted = Math.max(hold, verdict.retryAfterMs ?? 0);
  return Math.min(wanted * 2 ** Math.max(inconclusive - 1, 0), longest);
}

/**
 * What happened on the wire counts, not what it is called: what a credential that was sent and not accepted is taken for.
 */
function unacceptedAs(verdict: Verdict): 'refusal' | 'silence' | 'none' {
  if (verdict.outcome === 'connected' || verdict.credential !== 'NotAccepted') return 'none';
  return lockoutOf(verdict.reason);
}

function leastIntervalMs({ callsPerDay = Infinity, tokensPerHour = Infinity }: ScheduleInput['budget'] = {}): number {
  return Math.max(86_400_000 / callsPerDay, 3_600_000 / tokensPerHour);
}

function spread(ms: number, part: number, random: number): number {
  return ms * (1 - part + 2 * part * random);
}

interface Tested {
  intervalMs: number;
  /** It was found good, so that nothing is held. */
  isGood?: boolean;
  budget?: ScheduleInput['budget'];
}

/** The longest that a test is ever put off: the interval or a hold, with what spreads them. */
export function latestAt(testedAt: number, { intervalMs, isGood = false, budget }: Tested): number {
  const interval = Math.max(intervalMs, leastIntervalMs(budget));
  return testedAt + 1.1 * (isGood ? interval : Math.max(interval, refusedTwiceMs));
}

/**
 * After a restart: when a test is due that the status dates, with those overdue spread so that they do not come all at once.
 * Others may write a status, so that its date is believed only as far as it can be right.
 */
export function resumeAt(dueAt: number, intervalMs: number, now: number, random: number): number {
  return dueAt > now ? Math.min(dueAt, latestAt(now, { intervalMs })) : now + Math.min(intervalMs, 60_000) * random;
}
