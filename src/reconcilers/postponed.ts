import { objectKey } from '../runtime/index.ts';
import { driverOf, type Plan, type TestContext } from '../connectors/index.ts';
import { limitsOf } from './limits.ts';
import type { TestRun, TestRunOptions } from './run.ts';

/**
 * A restore makes an object and then writes its status, which says whose key is trusted. A first test that would trust
 * whatever key it is shown waits so long for that.
 */
const restoreMs = 2000;

/** The key that was trusted on first use. */
export function trustedKey({ state }: Pick<TestRun, 'state'>): TestContext['trustedHostKey'] {
  const { host, fingerprint } = state.status?.hostKey ?? {};
  return host === undefined || fingerprint === undefined ? undefined : { host, fingerprint };
}

/** How long a test has to wait for a key that may be about to be restored. */
function waitForKeyMs(run: Pick<TestRun, 'state' | 'cause'>, plan: Plan, now: number): number {
  const { spec } = plan.platform;
  const learns = driverOf(spec, plan.method)?.learns?.(plan, trustedKey(run)) ?? false;
  return run.cause === 'first' && learns ? Math.max(run.state.metAt + restoreMs - now, 0) : 0;
}

/** No room for it now, or it waits for what a restore may be about to write. */
export function postponedBy(
  run: TestRun,
  plan: Plan,
  { pace, clock }: TestRunOptions,
): 'deferred' | { waitMs: number } | undefined {
  const { connection } = run;
  const key = objectKey(connection);
  if (!pace.planned(key, limitsOf(connection, plan))) return 'deferred';
  const waitMs = waitForKeyMs(run, plan, clock.now());
  return waitMs > 0 ? { waitMs } : undefined;
}
