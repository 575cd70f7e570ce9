import type { Failed, Verdict } from '../connectors/index.ts';
import type { TestedInputs } from './result.ts';

/** An API server that has just started denies everything until it knows its roles. */
const surelyDenied = { times: 3, ms: 20_000 };
const firstLookMs = 10_000;
const longestLookMs = { denied: 50_000, unwatched: 500_000 };

/** Denials in a row by the API server, and when they began. */
export interface Denials {
  times: number;
  since: number;
}

/** A test that could not be made says nothing about the connection. @param fix - default: it is a defect */
export function unsure(fix?: string): Verdict {
  return {
    outcome: 'inconclusive',
    reason: 'InternalError',
    credential: 'NotSent',
    ...(fix === undefined ? {} : { fix }),
    checks: [{ name: 'Resolved', result: 'Failed', reason: 'InternalError' }],
  };
}

/** Such a one, or one that was put off. */
export function isUnsure(verdict: Verdict): boolean {
  if (verdict.outcome !== 'inconclusive' || verdict.credential !== 'NotSent') return false;
  return verdict.reason === 'InternalError' || verdict.reason === 'TestDelayed';
}

/** Counts denials in a row; undefined where this was none. */
export function denialsOf(outcome: object, before: Denials | undefined, now: number): Denials | undefined {
  if (refusedAs(outcome)?.reason !== 'SecretAccessDenied') return undefined;
  return before ? { ...before, times: before.times + 1 } : { times: 1, since: now };
}

interface Circumstances {
  denials: Denials | undefined;
  /** Something that a test depends on has changed since the last one. */
  isChanged: boolean;
  inputs: TestedInputs;
  now: number;
}

/**
 * That the API server lets nothing be read is believed once it has said so for a while, and then until it is granted. That a
 * Platform has gone which was there is believed when it is looked for again: its CRD may be about to be made anew.
 */
export function believed<T extends object>(
  outcome: T,
  { denials, isChanged, inputs, now }: Circumstances,
): T | { verdict: Verdict } {
  const isGone = refusedAs(outcome)?.reason === 'PlatformNotFound' && inputs.dependencies?.startsWith('none');
  if (isGone && isChanged)
    return { verdict: unsure('Its Platform has gone. It is looked for once more; nothing was sent.') };
  if (!denials || (denials.times >= surelyDenied.times && now - denials.since >= surelyDenied.ms)) return outcome;
  const what = refusedAs(outcome)?.about ?? 'what it needs';
  return {
    verdict: unsure(`The API server does not let the operator read ${what}. It is asked again; nothing was sent.`),
  };
}

function refusedAs(outcome: { verdict?: Verdict }): Failed | undefined {
  return outcome.verdict?.outcome === 'failed' ? outcome.verdict : undefined;
}

/** After how long to look again at a verdict that no watch can end, though nothing is sent; undefined for any other. */
export function lookAgainMs(verdict: Verdict, inputs: TestedInputs, failures: number): number | undefined {
  if (verdict.outcome !== 'failed' || verdict.credential !== 'NotSent') return undefined;
  if (!verdict.checks.some(({ name, result }) => name === 'Resolved' && result === 'Failed')) return undefined;
  const isUnwatched = inputs.secret === 'unknown' || (inputs.dependencies ?? '').split('\n').includes('unknown');
  const why = verdict.reason === 'SecretAccessDenied' ? 'denied' : isUnwatched ? 'unwatched' : undefined;
  return why && Math.min(firstLookMs * 2 ** Math.max(failures - 1, 0), longestLookMs[why]);
}
