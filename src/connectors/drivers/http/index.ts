import { inspectAuth } from '../../auth/inspect.ts';
import { detectMethod } from '../../auth/detect.ts';
import { signIn } from '../../auth/sign-in.ts';
import type { DriverContext } from '../../context.ts';
import type { Opened, Driver } from '../../driver.ts';
import { defineEager } from '../../engine/define.ts';
import { Session } from '../../engine/session.ts';
import { failure, isFailure, type Failure } from '../../failure.ts';
import { Bindings, holds } from '../../language/expression.ts';
import type { Plan } from '../../platform.ts';
import { dotsIn } from '../../probe/dots.ts';
import { repeatWithout, schemeBefore } from './anonymous.ts';
import { HttpProbeFile } from './probe-file.ts';
import { lookAt } from './look.ts';
import { signOut } from './sign-out.ts';
import { takeTest } from './test-steps.ts';

/** Speaks to every platform whose data says how: sign in, ask who we are, hold each response against the platform's tables. */
export const http: Driver = { open, inspect, proxy: true, probes: canProbe };

function inspect(plan: Plan, now: number): Failure | undefined {
  const about = plan.proof && dotsIn(plan.requires.path);
  return about === undefined ? inspectAuth(plan, now) : failure('InvalidConfiguration', { about });
}

async function open(plan: Plan, context: DriverContext): Promise<Opened | Failure> {
  const session = await detectMethod(new Session(plan, context));
  if (isFailure(session)) return session;
  const chosen = session.plan.method;
  const method = chosen === plan.method ? undefined : chosen.name;
  const refused = (await strangerFirst(session, method)) ?? (await climb(session));
  if (!refused) return opened(session, method);
  await close(session);
  return { ...known(session), ...refused, ...(method === undefined ? {} : { method }) };
}

/** What was found out before a test failed; of whom, only if the platform has accepted the credential. */
function known({ facts, accepted }: Session): Partial<Failure> {
  const { account, expiresAt } = facts;
  return {
    ...(accepted && account.id !== undefined ? { account } : {}),
    ...(expiresAt ? { expiresAt } : {}),
  };
}

/** What is asked before anything secret is sent. A method that was detected is one that the server offers. */
async function strangerFirst(session: Session, detected: string | undefined): Promise<Failure | undefined> {
  const { anonymous } = session.plan.platform.spec;
  if (anonymous?.order === 'Before') return repeatWithout(session, { before: true });
  return detected === undefined ? schemeBefore(session) : undefined;
}

/** signIn, test, anonymous (After). */
async function climb(session: Session): Promise<Failure | undefined> {
  return (await signIn(session)) ?? takeTest(session);
}

function opened(session: Session, method: string | undefined): Opened {
  const { facts, plan } = session;
  const { probe } = plan.platform.spec;
  return {
    facts: {
      get account() {
        return facts.account;
      },
      get expiresAt() {
        return facts.expiresAt;
      },
      method,
    },
    look: () => lookAt(session),
    ...(probe ? { probeFile: (name: string) => new HttpProbeFile(probe, session, name) } : {}),
    close: () => close(session),
  };
}

async function close(session: Session): Promise<void> {
  await signOut(session);
  session.shown?.close?.();
}

function canProbe(plan: Omit<Plan, 'hosts'>): boolean {
  const { probe } = plan.platform.spec;
  if (!probe) return false;
  const { config, requires, method } = plan;
  const names = { ...defineEager(plan), config, requires, method: method.name };
  return probe.when === undefined || holds(probe.when, new Bindings(names));
}
