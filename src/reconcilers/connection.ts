import type { Connection } from '../api/resources.ts';
import { durationMs } from '../api/duration.ts';
import { testConnection, type EgressPolicy, type Resolve, type TestContext, type Verdict } from '../connectors/index.ts';
import type { Clock, KubeClient, Logger, Redactor } from '../runtime/index.ts';
import { displayNameOf } from './display-name.ts';
import { causeOf, intervalMsOf, remember, requestOf, type Cause, type Memory } from './memory.ts';
import { resolve, type Resolved } from './resolve.ts';
import type { Subject, TestResult } from './result.ts';
import { nextTestDelayMs } from './schedule.ts';
import type { StatusWriter } from './status-writer.ts';
import { expiryNoticeAt, type News } from './status.ts';
import type { Stores } from './stores.ts';
import { changeSince, subjectOf } from './subject.ts';

export interface ConnectionReconcilerOptions {
  client: KubeClient;
  stores: Stores;
  writer: StatusWriter;
  clock: Clock;
  log: Logger;
  redactor: Redactor;
  egress: EgressPolicy;
  resolveHost: Resolve;
  /** Told of every test that ended. */
  onTested: (platform: string, verdict: Verdict, durationMs: number) => void;
}

/** How long a verdict on another credential may stand while the new one is tested. */
const withdrawAfterMs = 1000;

/** key → resolve → test → judge → record. */
export class ConnectionReconciler {
  readonly #options: ConnectionReconcilerOptions;
  readonly #memories = new Map<string, Memory>();
  readonly #running = new Map<string, { subject: Subject; abort: AbortController }>();

  constructor(options: ConnectionReconcilerOptions) {
    this.#options = options;
  }

  /** Something about the connection changed: a test of what it was is given up, so that the new one need not wait for it. */
  noticed(key: string): void {
    const running = this.#running.get(key);
    if (!running) return;
    const connection = this.#options.stores.connection(key);
    const stale = !connection || connection.spec.suspend || changeSince(running.subject, subjectOf(connection, this.#options.stores));
    if (stale) running.abort.abort(new Error('superseded'));
  }

  /** One turn of a key. @returns in how many milliseconds the next one is due, undefined where only a change brings one. */
  async reconcile(key: string, signal: AbortSignal): Promise<number | undefined> {
    const { stores, clock } = this.#options;
    const connection = stores.connection(key);
    if (!connection || connection.metadata.deletionTimestamp) {
      this.#memories.delete(key);
      return undefined;
    }
    const memory = this.#memoryOf(key, connection);
    if (connection.spec.suspend) {
      await this.#write(connection, memory, { news: { kind: 'suspended' }, signal });
      return undefined;
    }
    const subject = subjectOf(connection, stores);
    const cause = causeOf(memory, connection, subject, clock.now());
    if (cause !== undefined) await this.#test(key, { connection, memory, subject, cause }, signal);
    else await this.#remind(connection, memory, signal);
    return this.#delayOf(memory);
  }

  #memoryOf(key: string, connection: Connection): Memory {
    const known = this.#memories.get(key);
    if (known?.uid === connection.metadata.uid) return known;
    const memory = remember(connection, this.#options.clock);
    this.#memories.set(key, memory);
    return memory;
  }

  #delayOf({ tested, noticeAt }: Memory): number | undefined {
    const due = Math.min(tested?.nextAt ?? Infinity, noticeAt ?? Infinity);
    return due === Infinity ? undefined : Math.max(due - this.#options.clock.now(), 0);
  }

  async #test(key: string, turn: Turn, signal: AbortSignal): Promise<void> {
    const abort = new AbortController();
    const run = { subject: turn.subject, abort };
    this.#running.set(key, run);
    const withdrawal = this.#withdrawLater(turn, signal);
    try {
      const result = await this.#run(run, turn, AbortSignal.any([signal, abort.signal]));
      await withdrawal.settle();
      if (result) await this.#record(key, turn, { result, signal });
    } catch (error) {
      await withdrawal.settle();
      if (!abort.signal.aborted) throw error;
    } finally {
      this.#running.delete(key);
    }
  }

  /** Resolves and tests. Undefined where the Secret's content turns out to be what was tested already. */
  async #run(run: { subject: Subject }, { connection, memory, cause }: Turn, signal: AbortSignal): Promise<TestResult | undefined> {
    const { client, stores, clock, redactor } = this.#options;
    const startedAt = clock.now();
    const resolved = await resolve(connection, { client, stores, now: startedAt, signal });
    run.subject = { ...run.subject, secret: resolved.secret ?? run.subject.secret };
    if (cause === 'secret' && memory.tested && resolved.digest !== undefined && resolved.digest === memory.digest) {
      memory.tested = { ...memory.tested, subject: run.subject };
      return undefined;
    }
    const release = resolved.sensitive.map((value) => redactor.add(value));
    try {
      const verdict = 'verdict' in resolved.outcome ? resolved.outcome.verdict : await testConnection(resolved.outcome.plan, this.#context(connection, resolved, signal));
      memory.digest = resolved.digest;
      return this.#resultOf({ connection, memory, subject: run.subject, cause }, { verdict, resolved, startedAt });
    } finally {
      for (const letGo of release) letGo();
    }
  }

  #context(connection: Connection, { outcome }: Resolved, signal: AbortSignal): TestContext {
    const { clock, egress, resolveHost } = this.#options;
    const { spec, status } = connection;
    const { host, fingerprint } = status?.hostKey ?? {};
    return {
      signal,
      timeoutMs: durationMs(spec.test?.timeout ?? '30s'),
      now: () => clock.now(),
      resolve: resolveHost,
      egress,
      ca: 'ca' in outcome ? outcome.ca : undefined,
      serverName: spec.tls?.serverName,
      proxy: 'proxy' in outcome ? outcome.proxy : undefined,
      trustedHostKey: host !== undefined && fingerprint !== undefined ? { host, fingerprint } : undefined,
    };
  }

  #resultOf({ connection, memory, subject, cause }: Turn, { verdict, resolved, startedAt }: Ended): TestResult {
    const { clock, onTested } = this.#options;
    const endedAt = clock.now();
    const goesOn = cause === 'periodic' || cause === 'request' ? memory.tested : undefined;
    const inconclusive = verdict.outcome === 'inconclusive' ? (goesOn?.inconclusive ?? 0) + 1 : 0;
    const plan = 'plan' in resolved.outcome ? resolved.outcome.plan : undefined;
    const callsPerDay = plan?.platform.spec.http?.budget?.callsPerDay;
    const delay = nextTestDelayMs({ verdict, intervalMs: intervalMsOf(connection), inconclusive, callsPerDay, random: clock.random() });
    onTested(connection.spec.platform, verdict, endedAt - startedAt);
    return {
      subject,
      verdict,
      method: plan?.method.name,
      endedAt,
      durationMs: endedAt - startedAt,
      fresh: goesOn === undefined,
      failures: verdict.outcome === 'connected' ? 0 : (goesOn?.failures ?? 0) + 1,
      inconclusive,
      nextAt: delay === undefined ? undefined : endedAt + delay,
      request: requestOf(connection) ?? memory.tested?.request,
    };
  }

  /** Remembers the verdict, then writes it, unless the connection is another one by now. */
  async #record(key: string, { memory }: Turn, { result, signal }: { result: TestResult; signal: AbortSignal }): Promise<void> {
    const { metadata } = this.#options.stores.connection(key) ?? {};
    if (metadata?.uid !== result.subject.uid || metadata.generation !== result.subject.generation) return;
    memory.tested = result;
    memory.last = result;
    memory.unwritten = result;
    const connection = this.#options.stores.connection(key);
    if (connection) await this.#remind(connection, memory, signal);
  }

  /** Writes what has not been written yet, or what has become true by time alone. */
  async #remind(connection: Connection, memory: Memory, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const due = memory.noticeAt !== undefined && clock.now() >= memory.noticeAt;
    const result = memory.unwritten ?? (due ? memory.last : undefined);
    if (!result) return;
    const found = this.#options.stores.platform(connection.spec.platform);
    const title = found && 'platform' in found ? found.platform.spec.title : connection.spec.platform;
    const account = result.verdict.outcome === 'inconclusive' ? undefined : result.verdict.account;
    const displayName = displayNameOf(connection, title, account ?? memory.status?.account);
    await this.#write(connection, memory, { news: { kind: 'result', result, displayName }, signal });
    memory.unwritten = undefined;
    const notice = expiryNoticeAt(result);
    memory.noticeAt = notice !== undefined && notice > clock.now() ? notice : undefined;
  }

  async #write(connection: Connection, memory: Memory, { news, signal }: { news: News; signal: AbortSignal }): Promise<void> {
    const current = { ...connection, ...(memory.status === undefined ? {} : { status: memory.status }) };
    memory.status = await this.#options.writer.write(current, news, signal);
  }

  /** A verdict is bound to its credential: it is withdrawn when the test of the new one takes longer than a second. */
  #withdrawLater({ connection, memory, cause }: Turn, signal: AbortSignal): { settle: () => Promise<void> } {
    if (cause === 'periodic' || cause === 'request') return { settle: async () => {} };
    let writing: Promise<void> | undefined;
    const cancel = this.#options.clock.setTimeout(() => {
      writing = this.#write(connection, memory, { news: { kind: 'changed' }, signal }).catch((error: unknown) => {
        this.#options.log.warn('Cannot withdraw a verdict', { connection: connection.metadata.name, error });
      });
    }, withdrawAfterMs);
    return {
      settle: async () => {
        cancel();
        await writing;
      },
    };
  }
}

interface Turn {
  connection: Connection;
  memory: Memory;
  subject: Subject;
  cause: Cause;
}

interface Ended {
  verdict: Verdict;
  resolved: Resolved;
  startedAt: number;
}

