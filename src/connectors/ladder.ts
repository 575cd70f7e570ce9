import { turnOfOthers } from '../loop/turn.ts';
import { isFailed } from '../api/reasons.ts';
import type { DriverContext, TestContext } from './context.ts';
import type { Driver, Facts, Looked, Opened } from './driver.ts';
import { driverOf } from './drivers/index.ts';
import { failure, isFailure, type Failure } from './failure.ts';
import { located } from './planning/located.ts';
import type { Plan } from './platform.ts';
import { probeAccess } from './probe/probe-file.ts';
import { namingKeys } from './refused-keys.ts';
import { isUntold, unmet, withAsked } from './requirements.ts';
import { allPassed, Marks, stoppedAt } from './stages.ts';
import type { Verdict } from './verdict.ts';

/**
 * Tests a credential against its platform: at most one sign-in, within `context.timeoutMs`.
 * @returns what was found out; InternalError for a defect, with what is known of the credential. @throws only when
 * `context.signal` fires.
 * @example
 * const planned = planConnection({ platform, config, secret, now: Date.now() });
 * const verdict = 'verdict' in planned ? planned.verdict : await testConnection(planned.plan, context);
 */
export async function testConnection(plan: Plan, context: TestContext): Promise<Verdict> {
  const driver = driverOf(plan.platform.spec, plan.method);
  if (!driver) throw new Error(`no driver ${plan.platform.spec.driver}`);
  const marks = new Marks(context.onStage, context.onSent);
  if (context.proxy && !driver.proxy) {
    const about = `spec.proxyRef cannot be used with ${plan.platform.name}`;
    return failed(failure('InvalidConfiguration', { about }), marks);
  }
  // A timer that is cleared, not AbortSignal.timeout, which would keep everything of the test for as long as it may take.
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), context.timeoutMs);
  const { signal } = limit;
  const onAbort = () => limit.abort(context.signal.reason);
  if (context.signal.aborted) onAbort();
  else context.signal.addEventListener('abort', onAbort, { once: true });
  const within: DriverContext = { ...context, signal, progress: marks, sealed: plan.identity !== undefined };
  try {
    const climb = () => climbLadder(driver, plan, { context: within, marks });
    const late = () => failed(failure('TimedOut', { about: plan.platform.spec.title }), marks, driver.anonymous);
    const verdict = await withGrace(climb, signal, late);
    context.signal.throwIfAborted();
    return namingKeys(verdict, plan);
  } catch (error) {
    context.signal.throwIfAborted();
    // Were it thrown on, the credential would be sent again and again, whatever has become of it.
    context.onDefect?.(error);
    return failed(failure('InternalError'), marks, driver.anonymous);
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener('abort', onAbort);
    // Whatever still listens to the signal of this test lets go of it.
    limit.abort(over);
  }
}

/** One for all: an exception a test takes as long as the request. */
const over = new Error('The test is over');

/** A driver that notices the time limit answers at once, and knows best how far it came; one that does not is left behind. */
const graceMs = 500;

async function withGrace(climb: () => Promise<Verdict>, signal: AbortSignal, giveUp: () => Verdict): Promise<Verdict> {
  const { promise: late, resolve } = Promise.withResolvers<Verdict>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    timer = setTimeout(() => resolve(giveUp()), graceMs);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([climb(), late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

interface Climb {
  context: DriverContext;
  marks: Marks;
}

async function climbLadder(driver: Driver, plan: Plan, { context, marks }: Climb): Promise<Verdict> {
  await turnOfOthers();
  const opened = await driver.open(plan, context);
  const anonymous = driver.anonymous ?? false;
  // A private key may take too long to decrypt to be looked at before.
  if (isFailure(opened)) return failed(located(opened, plan), marks, anonymous);
  marks.accepted();
  try {
    const looked = await lookAndProbe(opened, plan, context.signal);
    const { facts } = opened;
    if (isFailure(looked)) return failed({ ...facts, ...known(looked) }, marks, anonymous);
    return concluded({ facts, looked, anonymous, marks }, plan);
  } finally {
    await opened.close();
  }
}

async function lookAndProbe(opened: Opened, { proof }: Plan, signal: AbortSignal): Promise<Looked | Failure> {
  const looked = await opened.look();
  if (isFailure(looked) || !proof || !opened.probeFile) return looked;
  const access = await probeAccess(opened.probeFile(proof.fileName), looked.access, signal);
  const { account, expiresAt } = looked;
  return isFailure(access) ? { account, expiresAt, ...known(access) } : { ...looked, access };
}

interface Climbed {
  facts: Facts;
  looked: Looked;
  anonymous: boolean;
  marks: Marks;
}

function concluded({ facts, looked, anonymous, marks }: Climbed, { requires }: Plan): Verdict {
  const account = looked.account ?? facts.account;
  const access = withAsked(looked.access, requires);
  const expiresAt = facts.expiresAt ?? looked.expiresAt;
  const missing = unmet(account, access, requires);
  if (missing) return failed({ ...facts, ...missing, account, access: looked.access, expiresAt }, marks, anonymous);
  const checks = allPassed({ anonymous, untold: isUntold(account, access, requires) });
  const { hostKey, method } = facts;
  return { outcome: 'connected', credential: marks.credential, account, access, expiresAt, hostKey, method, checks };
}

/** The verdict on a failure, and the one place where it gets its stage. */
function failed(found: Failure, marks: Marks, anonymous = false): Verdict {
  const { reason, about, causes, fix, problems, account, access, expiresAt, hostKey, retryAfterMs, method } = found;
  const { credential, stage } = marks;
  const checks = stoppedAt(stage, reason, anonymous);
  const common = { about, causes, fix, hostKey, method, credential, checks };
  return isFailed(reason)
    ? { outcome: 'failed', reason, problems, account, access, expiresAt, ...common }
    : { outcome: 'inconclusive', reason, retryAfterMs, ...common };
}

/** Without what it does not say, so that what is known already is not overwritten. */
function known(found: Failure): Failure {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as unknown as Failure;
}
