import { turnOfOthers } from '../loop/turn.ts';
import type { Connection } from '../api/resources.ts';
import { processKey } from '../inputs/digest.ts';
import { durationMs } from '../api/duration.ts';
import { testSettingsOf } from '../api/test-settings.ts';
import { testConnection, type TestContext, type Verdict } from '../connectors/index.ts';
import { wallOf, ApiError, NetworkError, objectKey, type Logger } from '../runtime/index.ts';
import { causeOf, type Cause } from './connection-state.ts';
import { attemptsAfter } from './attempts-after.ts';
import { admissionOf, intended, isRefusedBefore } from './attempts-before.ts';
import { postponedBy, trustedKey } from './postponed.ts';
import { resultOf } from './test-result.ts';
import { toldTo, type Admission } from './admission.ts';
import { defective, resolve, type Source } from './resolve.ts';
import type { Resolved } from './resolved.ts';
import type { TestRun, TestRunOptions } from './run.ts';
import type { TestResult } from './result.ts';
import { believed, denialsOf } from './uncertain.ts';
import { withoutSecrets } from './status-boundary.ts';

/**
 * resolve → test → judge.
 * @returns `unchanged` where the Secret was touched but its content is what was tested already, `deferred` where there is
 * no room for the test now, `waitMs` where its credential must not be sent yet.
 */
export async function runTest(
  run: TestRun,
  options: TestRunOptions,
  signal: AbortSignal,
): Promise<TestResult | 'unchanged' | 'deferred' | { waitMs: number }> {
  const { clock } = options;
  const { connection, state, cause } = run;
  const startedAt = clock.now();
  const source = sourceOf(options, signal);
  const resolved = believable(run, await resolvedOrDefective(connection, source, options.log), startedAt);
  run.inputs = { ...run.inputs, secret: resolved.secret ?? run.inputs.secret };
  run.content = resolved.digest;
  if (isTouch(cause) && state.tested && resolved.digest !== undefined && resolved.digest === state.digest) {
    const rest = dueBesides(run, clock.now());
    if (rest === undefined) return 'unchanged';
    await run.giveBack?.();
    run.cause = rest;
  }
  const { outcome } = resolved;
  const postponed = 'plan' in outcome && postponedBy(run, outcome.plan, options);
  if (postponed) return postponed;
  const admission = admissionOf(run, resolved, options);
  if (admission.kind === 'wait') return { waitMs: admission.waitMs };
  if (state.tested && isTouch(run.cause) && isRefusedBefore(state, resolved.credential, admission)) {
    if (dueBesides(run, clock.now()) === undefined) return 'unchanged';
    await run.giveBack?.();
    return { waitMs: Math.max(admission.until - clock.now(), 0) };
  }
  return tested(run, { resolved, startedAt, admission }, { options, signal });
}

/** Why a test is due though what was touched is what it was. The watch may go on to tell of another version than was read. */
function dueBesides({ connection, state, inputs }: TestRun, now: number): Cause | undefined {
  if (state.tested) state.tested = { ...state.tested, inputs };
  return causeOf(state, connection, inputs, now);
}

interface Begun {
  resolved: Resolved;
  startedAt: number;
  admission: Admission;
}

async function tested(
  run: TestRun,
  { resolved, startedAt, admission }: Begun,
  { options, signal }: { options: TestRunOptions; signal: AbortSignal },
): Promise<TestResult> {
  const { clock, redactor } = options;
  const { connection, state } = run;
  const { outcome, credential, hiddenStrings: secrets, platform } = resolved;
  await turnOfOthers();
  run.mustEnd = 'plan' in outcome && (outcome.tokens !== undefined || outcome.plan.proof !== undefined);
  const release = resolved.secretStrings.map((value) => redactor.add(value));
  try {
    await intended(run, { admission, credential }, options);
    const found = await verdictOn(run, resolved, { options, signal, admission });
    await turnOfOthers();
    const verdict = withoutSecrets(found, { secrets, connection, platform });
    state.digest = resolved.digest;
    if (admission.kind === 'go') {
      admission.end(verdict, objectKey(connection));
      options.onTested(connection.spec.platform, verdict, clock.now() - startedAt);
    }
    options.attempts?.settled(connection.metadata.uid);
    const result = resultOf(run, { verdict, resolved, startedAt, admission }, options);
    return { ...result, ...attemptsAfter(run, { verdict, admission, resolved }, options) };
  } finally {
    if (admission.kind === 'go') admission.end(undefined, objectKey(connection));
    // Nobody at that host has to wait until the verdict is written.
    options.pace.ended(objectKey(connection));
    for (const letGo of release) letGo();
  }
}

/** What is read from, for one test. */
export function sourceOf(options: TestRunOptions, signal: AbortSignal): Source {
  const { client, cache, tokens, workloadIdentity, requireConsent, grants, cold, readPlatforms, attempts, clock } =
    options;
  const rights = { workloadIdentity, requireConsent, grants, cold, readPlatforms };
  return { client, cache, tokens, ...rights, key: attempts?.key ?? processKey, now: wallOf(clock), signal };
}

/** Something that it depends on has another version, which is no proof that its content is another one. */
function isTouch(cause: Cause): boolean {
  return cause === 'secret' || cause === 'dependencies';
}

/** With what the API server may not mean put as such. */
function believable({ state, cause, inputs }: TestRun, { outcome, ...rest }: Resolved, now: number): Resolved {
  state.denials = denialsOf(outcome, state.denials, now);
  return {
    ...rest,
    outcome: believed(outcome, { denials: state.denials, isChanged: cause === 'dependencies', inputs, now }),
  };
}

interface Running {
  options: TestRunOptions;
  signal: AbortSignal;
  admission: Admission;
}

async function verdictOn(
  run: TestRun,
  { outcome }: Resolved,
  { options, signal, admission }: Running,
): Promise<Verdict> {
  if ('verdict' in outcome) return outcome.verdict;
  if (admission.kind === 'held') return admission.verdict;
  const { spec } = run.connection;
  const context: TestContext = {
    signal,
    timeoutMs: durationMs(testSettingsOf(spec).timeout),
    now: () => wallOf(options.clock),
    resolve: options.resolveFor(run.connection.metadata.namespace ?? ''),
    egress: options.egress,
    localRoots: options.localRoots,
    ca: outcome.ca,
    serverName: spec.tls?.serverName,
    proxy: outcome.proxy,
    onDefect: (error) => tellDefect(options.log, run.connection, error),
    ...outcome.tokens?.hooks,
    onExchange: options.onExchange,
    ...toldTo(admission),
    trustedHostKey: trustedKey(run),
  };
  const verdict = await (options.test ?? testConnection)(outcome.plan, context);
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
  log.error('A defect of the operator kept it from testing', { connection: objectKey(connection), error: name, at });
}
