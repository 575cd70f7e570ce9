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
import {
  wallOf,
  ApiError,
  NetworkError,
  type Clock,
  type KubeClient,
  type Logger,
  type Redactor,
} from '../runtime/index.ts';
import { intervalMsOf, requestOf, type Cause, type ConnectionState } from './connection-state.ts';
import type { RefreshTokenStore } from '../inputs/refresh-tokens.ts';
import { defective, resolve, type Resolved, type Source } from './resolve.ts';
import type { TestedInputs, TestResult } from './result.ts';
import { believed, denialsOf, isUnsure, lookAgainMs } from './uncertain.ts';
import { limitsOf } from './limits.ts';
import type { Pace } from './pace.ts';
import { nextTestDelayMs } from './schedule.ts';
import { withoutSecrets } from './status-boundary.ts';
import type { Cache } from './cache.ts';

/** One run of a connection whose test is due. */
export interface TestRun {
  connection: Connection;
  state: ConnectionState;
  cause: Cause;
  /** What is tested; the Secret's version becomes that of the body once it is read. */
  inputs: TestedInputs;
  /** A test that renews a token or writes a file is not given up: the token would be lost, and the file left over. */
  mustEnd?: boolean;
}

export interface TestRunOptions {
  client: KubeClient;
  cache: Cache;
  clock: Clock;
  tokens: RefreshTokenStore;
  redactor: Redactor;
  log: Logger;
  egress: EgressPolicy;
  localRoots: readonly string[];
  /** For the look-ups of one namespace. */
  resolveFor: (namespace: string) => Resolve;
  pace: Pick<Pace, 'planned'>;
  /** Whether service accounts may sign in. */
  workloadIdentity: boolean;
  /** Whether Platforms whose host is a setting get no Secret without its owner's word. */
  requireConsent: boolean;
  /** Told of every test that ended. */
  onTested: (platform: string, verdict: Verdict, durationMs: number) => void;
}

/**
 * resolve → test → judge.
 * @returns `unchanged` where the Secret was touched but its content is what was tested already, `deferred` where there is
 * no room for the test now.
 */
export async function runTest(
  run: TestRun,
  options: TestRunOptions,
  signal: AbortSignal,
): Promise<TestResult | 'unchanged' | 'deferred'> {
  const { client, cache, clock, tokens, redactor, workloadIdentity, requireConsent } = options;
  const { connection, state, cause } = run;
  const startedAt = clock.now();
  const source = { client, cache, tokens, workloadIdentity, requireConsent, now: wallOf(clock), signal };
  const resolved = believable(run, await resolvedOrDefective(connection, source, options.log), startedAt);
  run.inputs = { ...run.inputs, secret: resolved.secret ?? run.inputs.secret };
  if (cause === 'secret' && state.tested && resolved.digest !== undefined && resolved.digest === state.digest) {
    state.tested = { ...state.tested, inputs: run.inputs };
    return 'unchanged';
  }
  const { outcome } = resolved;
  const isNow = !('plan' in outcome) || options.pace.planned(keyOf(connection), limitsOf(connection, outcome.plan));
  if (!isNow) return 'deferred';
  run.mustEnd = 'plan' in outcome && (outcome.tokens !== undefined || outcome.plan.proof !== undefined);
  const release = resolved.secretStrings.map((value) => redactor.add(value));
  try {
    const found = await verdictOn(run, resolved, { options, signal });
    const { hiddenStrings: secrets, platform } = resolved;
    const verdict = withoutSecrets(found, { secrets, connection, platform });
    state.digest = resolved.digest;
    options.onTested(connection.spec.platform, verdict, clock.now() - startedAt);
    return resultOf(run, { verdict, resolved, startedAt }, clock);
  } finally {
    for (const letGo of release) letGo();
  }
}

/** With what the API server may not mean put as such. */
function believable({ state, cause, inputs }: TestRun, { outcome, ...rest }: Resolved, now: number): Resolved {
  state.denials = denialsOf(outcome, state.denials, now);
  return {
    ...rest,
    outcome: believed(outcome, { denials: state.denials, isChanged: cause === 'dependencies', inputs, now }),
  };
}

function keyOf({ metadata: { namespace, name } }: Connection): string {
  return `${namespace}/${name}`;
}

interface Running {
  options: TestRunOptions;
  signal: AbortSignal;
}

async function verdictOn(run: TestRun, { outcome }: Resolved, { options, signal }: Running): Promise<Verdict> {
  if ('verdict' in outcome) return outcome.verdict;
  const { spec } = run.connection;
  const { host, fingerprint } = run.state.status?.hostKey ?? {};
  const context: TestContext = {
    signal,
    timeoutMs: durationMs(spec.test?.timeout ?? '30s'),
    now: () => wallOf(options.clock),
    resolve: options.resolveFor(run.connection.metadata.namespace ?? ''),
    egress: options.egress,
    localRoots: options.localRoots,
    ca: outcome.ca,
    serverName: spec.tls?.serverName,
    proxy: outcome.proxy,
    onDefect: (error) => tellDefect(options.log, run.connection, error),
    ...outcome.tokens?.hooks,
    trustedHostKey: host !== undefined && fingerprint !== undefined ? { host, fingerprint } : undefined,
  };
  const verdict = await testConnection(outcome.plan, context);
  return outcome.tokens?.explain(verdict) ?? verdict;
}

/** An error that is not the API server's comes again with each try: it is told, and must not look like no verdict at all. */
async function resolvedOrDefective(connection: Connection, source: Source, log: Logger): Promise<Resolved> {
  try {
    return await resolve(connection, source);
  } catch (error) {
    source.signal.throwIfAborted();
    if (error instanceof ApiError || error instanceof NetworkError) throw error;
    tellDefect(log, connection, error);
    return defective;
  }
}

/** Where it happened, without its message, which may have anything in it. */
function tellDefect(log: Logger, connection: Connection, error: unknown): void {
  const { name = 'Error', stack = '' } = error instanceof Error ? error : {};
  const at = stack.split('\n').filter((line) => /^ +at /.test(line));
  log.error('A defect of the operator kept it from testing', { connection: keyOf(connection), error: name, at });
}

interface Ended {
  verdict: Verdict;
  resolved: Resolved;
  startedAt: number;
}

function resultOf(run: TestRun, { verdict, resolved, startedAt }: Ended, clock: Clock): TestResult {
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
    nextAt: delay === undefined ? undefined : endedAt + delay,
    aheadMs: wallOf(clock) - endedAt,
    request: requestOf(connection) ?? state.tested?.request,
  };
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
