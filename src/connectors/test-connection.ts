import type { TestContext } from './context.ts';
import { driverOf } from './drivers/index.ts';
import { setback, type Finding } from './finding.ts';
import { judge } from './judge.ts';
import type { Plan } from './platform.ts';
import type { Verdict } from './verdict.ts';

/**
 * Tests a credential against its platform: at most one sign-in, within `context.timeoutMs`.
 * @returns what was found out. @throws only when `context.signal` fires, or for a defect.
 */
export async function testConnection(plan: Plan, context: TestContext): Promise<Verdict> {
  const driver = driverOf(plan.platform.spec, plan.method);
  if (!driver) throw new Error(`no driver ${plan.platform.spec.driver}`);
  if (context.proxy && !driver.proxy) {
    return judge(
      setback('Resolved', 'InvalidConfiguration', { about: `spec.proxyRef cannot be used with ${plan.platform.name}` }),
      plan.requires,
    );
  }
  // A timer that is cleared, not AbortSignal.timeout, which would keep everything of the test for as long as it may take.
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), context.timeoutMs);
  const signal = AbortSignal.any([context.signal, limit.signal]);
  try {
    const finding = await probeWithin(() => driver.probe(plan, { ...context, signal }), signal, plan);
    context.signal.throwIfAborted();
    return judge(finding, plan.requires);
  } finally {
    clearTimeout(timer);
  }
}

/** A driver that notices the time limit answers at once, and knows best how far it came; one that does not is left behind. */
const graceMs = 500;

async function probeWithin(probe: () => Promise<Finding>, signal: AbortSignal, plan: Plan): Promise<Finding> {
  const { promise: late, resolve } = Promise.withResolvers<Finding>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    timer = setTimeout(() => resolve(setback('Reached', 'TimedOut', { about: plan.platform.spec.title })), graceMs);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([probe(), late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
