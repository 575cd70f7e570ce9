import type { PlatformBudget } from '../api/platform.gen.ts';
import type { Connection } from '../api/resources.ts';
import { durationMs } from '../api/duration.ts';
import {
  testConnection,
  type EgressPolicy,
  type Resolve,
  type TestContext,
  type Verdict,
} from '../connectors/index.ts';
import type { Clock, KubeClient, Redactor } from '../runtime/index.ts';
import { intervalMsOf, requestOf, type Cause, type Memory } from './memory.ts';
import type { RefreshTokenStore } from './refresh-tokens.ts';
import { resolve, type Resolved } from './resolve.ts';
import type { Subject, TestResult } from './result.ts';
import { nextTestDelayMs } from './schedule.ts';
import type { Stores } from './stores.ts';

/** One turn of a connection whose test is due. */
export interface Turn {
  connection: Connection;
  memory: Memory;
  cause: Cause;
  /** What is tested; the Secret's version becomes that of the body once it is read. */
  subject: Subject;
  /** A test that renews a token or writes a file is not given up: the token would be lost, and the file left over. */
  mustEnd?: boolean;
}

export interface TestRunOptions {
  client: KubeClient;
  stores: Stores;
  clock: Clock;
  tokens: RefreshTokenStore;
  redactor: Redactor;
  egress: EgressPolicy;
  localRoots: readonly string[];
  resolveHost: Resolve;
  /** Whether service accounts may sign in. */
  workloadIdentity: boolean;
  /** Told of every test that ended. */
  onTested: (platform: string, verdict: Verdict, durationMs: number) => void;
}

/**
 * resolve → test → judge.
 * @returns undefined where the Secret was touched but its content is what was tested already.
 */
export async function runTest(
  turn: Turn,
  options: TestRunOptions,
  signal: AbortSignal,
): Promise<TestResult | undefined> {
  const { client, stores, clock, tokens, redactor, workloadIdentity } = options;
  const { connection, memory, cause } = turn;
  const startedAt = clock.now();
  const resolved = await resolve(connection, { client, stores, tokens, workloadIdentity, now: startedAt, signal });
  turn.subject = { ...turn.subject, secret: resolved.secret ?? turn.subject.secret };
  if (cause === 'secret' && memory.tested && resolved.digest !== undefined && resolved.digest === memory.digest) {
    memory.tested = { ...memory.tested, subject: turn.subject };
    return undefined;
  }
  const { outcome } = resolved;
  turn.mustEnd = 'plan' in outcome && (outcome.tokens !== undefined || outcome.plan.proof !== undefined);
  const release = resolved.sensitive.map((value) => redactor.add(value));
  try {
    const verdict = await verdictOn(turn, resolved, { options, signal });
    memory.digest = resolved.digest;
    options.onTested(connection.spec.platform, verdict, clock.now() - startedAt);
    return resultOf(turn, { verdict, resolved, startedAt }, clock);
  } finally {
    for (const letGo of release) letGo();
  }
}

interface Running {
  options: TestRunOptions;
  signal: AbortSignal;
}

async function verdictOn(turn: Turn, { outcome }: Resolved, { options, signal }: Running): Promise<Verdict> {
  if ('verdict' in outcome) return outcome.verdict;
  const { spec } = turn.connection;
  const { host, fingerprint } = turn.memory.status?.hostKey ?? {};
  const context: TestContext = {
    signal,
    timeoutMs: durationMs(spec.test?.timeout ?? '30s'),
    now: () => options.clock.now(),
    resolve: options.resolveHost,
    egress: options.egress,
    localRoots: options.localRoots,
    ca: outcome.ca,
    serverName: spec.tls?.serverName,
    proxy: outcome.proxy,
    ...outcome.tokens?.hooks,
    trustedHostKey: host !== undefined && fingerprint !== undefined ? { host, fingerprint } : undefined,
  };
  const verdict = await testConnection(outcome.plan, context);
  return outcome.tokens?.explain(verdict) ?? verdict;
}

interface Ended {
  verdict: Verdict;
  resolved: Resolved;
  startedAt: number;
}

function resultOf(turn: Turn, { verdict, resolved, startedAt }: Ended, clock: Clock): TestResult {
  const { connection, memory, subject, cause } = turn;
  const endedAt = clock.now();
  // Counts go on only while nothing has changed since they were made.
  const before = cause === 'periodic' || cause === 'request' ? memory.tested : undefined;
  const inconclusive = verdict.outcome === 'inconclusive' ? (before?.inconclusive ?? 0) + 1 : 0;
  const failures = verdict.outcome === 'connected' ? 0 : (before?.failures ?? 0) + 1;
  const { method, budget } = planned(resolved);
  const knownGood = verdict.outcome === 'connected' || (before?.knownGood ?? false);
  const schedule = { verdict, intervalMs: intervalMsOf(connection), failures, inconclusive, knownGood, budget };
  const delay = nextTestDelayMs({ ...schedule, random: clock.random() });
  return {
    subject,
    verdict,
    method: verdict.method ?? method,
    endedAt,
    durationMs: endedAt - startedAt,
    fresh: before === undefined,
    failures,
    inconclusive,
    knownGood,
    nextAt: delay === undefined ? undefined : endedAt + delay,
    request: requestOf(connection) ?? memory.tested?.request,
  };
}

function planned({ outcome }: Resolved): { method?: string; budget?: PlatformBudget | undefined } {
  if (!('plan' in outcome)) return {};
  const { method, platform } = outcome.plan;
  return { method: method.name, budget: platform.spec.budget };
}
