import type { PlatformBudget } from '../api/platform.gen.ts';
import type { Verdict } from '../connectors/index.ts';
import { wallOf } from '../runtime/index.ts';
import type { Admission } from './admission.ts';
import { intervalMsOf, requestOf, type Cause } from './connection-state.ts';
import type { Ledger } from './lockout.ts';
import type { Resolved } from './resolved.ts';
import type { TestResult } from './result.ts';
import { nextTestDelayMs } from './schedule.ts';
import type { TestRun, TestRunOptions } from './run.ts';
import { isUnsure, lookAgainMs } from './uncertain.ts';

interface Ended {
  verdict: Verdict;
  resolved: Resolved;
  startedAt: number;
  admission: Admission;
}

/** What a run found out, and when the next one is due. */
export function resultOf(
  run: TestRun,
  ended: Ended,
  { clock, ledger }: Pick<TestRunOptions, 'clock' | 'ledger'>,
): TestResult {
  const { verdict, resolved, startedAt } = ended;
  const { connection, state, inputs, cause } = run;
  const endedAt = clock.now();
  // Counts go on only while nothing has changed since they were made.
  const before = goesOn(cause, verdict) ? state.tested : undefined;
  const inconclusive = verdict.outcome === 'inconclusive' ? (before?.inconclusive ?? 0) + 1 : 0;
  const failures = verdict.outcome === 'connected' ? 0 : (before?.failures ?? 0) + 1;
  const { method, budget } = planned(resolved);
  const knownGood = verdict.outcome === 'connected' || (before?.knownGood ?? false);
  const schedule = { verdict, intervalMs: intervalMsOf(connection), failures, inconclusive, knownGood, budget };
  const delay = lookAgainMs(verdict, inputs, failures) ?? nextTestDelayMs({ ...schedule, random: clock.random() });
  return {
    inputs,
    verdict,
    method: verdict.method ?? method,
    endedAt: wallOf(clock),
    durationMs: endedAt - startedAt,
    fresh: before === undefined,
    failures,
    inconclusive,
    knownGood,
    nextAt: nextAtOf(ended, delay, { endedAt, ledger }),
    aheadMs: wallOf(clock) - endedAt,
    request: answeredOf(run, ended),
  };
}

const soonMs = 60_000;

interface Ending {
  endedAt: number;
  ledger: Ledger;
}

/** A schedule never sends a credential sooner than the ledger lets it go. */
function nextAtOf({ admission, resolved }: Ended, delay: number | undefined, at: Ending): number | undefined {
  const { endedAt, ledger } = at;
  const allowedAt = resolved.credential ? ledger.allowedAt(resolved.credential, endedAt) : 0;
  if (admission.kind !== 'held') return delay === undefined ? undefined : Math.max(endedAt + delay, allowedAt);
  const isOver = delay === undefined && admission.isKnown && admission.until > endedAt + soonMs;
  return isOver ? undefined : admission.until;
}

/** The request that it answers. What is held has not been answered: it is sent when it may be. */
function answeredOf({ connection, state }: TestRun, { admission }: Ended): string | undefined {
  const answered = admission.kind === 'held' ? undefined : requestOf(connection);
  return answered ?? state.tested?.request ?? state.status?.lastHandledTestRequest;
}

/** What could not be looked at says nothing about what it would be. */
function goesOn(cause: Cause, verdict: Verdict): boolean {
  return cause === 'periodic' || cause === 'request' || (cause === 'dependencies' && isUnsure(verdict));
}

function planned({ outcome }: Resolved): { method?: string; budget?: PlatformBudget | undefined } {
  if (!('plan' in outcome)) return {};
  const { method, platform } = outcome.plan;
  return { method: method.name, budget: platform.spec.budget };
}
