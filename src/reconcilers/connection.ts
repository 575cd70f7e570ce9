import type { Connection } from '../api/resources.ts';
import type { Logger } from '../runtime/index.ts';
import { displayNameOf } from './display-name.ts';
import { causeOf, remember, type Memory } from './memory.ts';
import type { TestResult } from './result.ts';
import type { StatusWriter } from './status-writer.ts';
import { expiryNoticeAt } from './status-conditions.ts';
import type { News } from './status.ts';
import { isOverturned, subjectOf } from './subject.ts';
import { runTest, type TestRunOptions, type Turn } from './test-run.ts';

export interface ConnectionReconcilerOptions extends TestRunOptions {
  writer: StatusWriter;
  log: Logger;
}

/** How long a verdict on another credential may stand while the new one is tested. */
const withdrawAfterMs = 1000;

/** key → resolve → test → judge → record. */
export class ConnectionReconciler {
  readonly #options: ConnectionReconcilerOptions;
  readonly #memories = new Map<string, Memory>();
  readonly #running = new Map<string, { turn: Turn; abort: AbortController }>();

  constructor(options: ConnectionReconcilerOptions) {
    this.#options = options;
  }

  /** Something changed: a test of what was before is given up, so that the new one need not wait for it. */
  noticed(key: string): void {
    const running = this.#running.get(key);
    if (!running || running.turn.mustEnd) return;
    const { stores } = this.#options;
    const connection = stores.connection(key);
    const stale =
      !connection || connection.spec.suspend || isOverturned(running.turn.subject, subjectOf(connection, stores));
    if (stale) running.abort.abort(new Error('superseded'));
  }

  /** One turn of a key. @returns in how many ms the next one is due, undefined where only a change brings one. */
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
    if (cause === undefined) await this.#remind(connection, memory, signal);
    else await this.#test(key, { connection, memory, subject, cause }, signal);
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
    this.#running.set(key, { turn, abort });
    const withdrawal = this.#withdrawLater(turn, signal);
    try {
      const result = await runTest(turn, this.#options, AbortSignal.any([signal, abort.signal]));
      await withdrawal.settle();
      if (result) await this.#record(key, turn.memory, { result, signal });
    } catch (error) {
      await withdrawal.settle();
      if (!abort.signal.aborted) throw error;
    } finally {
      this.#running.delete(key);
    }
  }

  /** Remembers the verdict, then writes it, unless the connection is another one by now. */
  async #record(key: string, memory: Memory, { result, signal }: Recorded): Promise<void> {
    const connection = this.#options.stores.connection(key);
    const { uid, generation } = result.subject;
    if (connection?.metadata.uid !== uid || connection.metadata.generation !== generation) return;
    memory.tested = result;
    memory.last = result;
    memory.unwritten = result;
    await this.#remind(connection, memory, signal);
  }

  /** Writes what has not been written yet, or what has become true by time alone. */
  async #remind(connection: Connection, memory: Memory, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const due = memory.noticeAt !== undefined && clock.now() >= memory.noticeAt;
    const result = memory.unwritten ?? (due ? memory.last : undefined);
    if (!result) return;
    const displayName = this.#displayNameOf(connection, memory, result);
    await this.#write(connection, memory, { news: { kind: 'result', result, displayName }, signal });
    memory.unwritten = undefined;
    const notice = expiryNoticeAt(result);
    memory.noticeAt = notice !== undefined && notice > clock.now() ? notice : undefined;
  }

  #displayNameOf(connection: Connection, memory: Memory, { verdict }: TestResult): string {
    const found = this.#options.stores.platform(connection.spec.platform);
    const title = found && 'platform' in found ? found.platform.spec.title : connection.spec.platform;
    const account = verdict.outcome === 'inconclusive' ? undefined : verdict.account;
    return displayNameOf(connection, title, account ?? memory.status?.account);
  }

  async #write(connection: Connection, memory: Memory, { news, signal }: Written): Promise<void> {
    const current = { ...connection, ...(memory.status === undefined ? {} : { status: memory.status }) };
    memory.status = await this.#options.writer.write(current, news, signal);
  }

  /** A verdict is bound to its credential: it is withdrawn when the test of the new one takes longer than a second. */
  #withdrawLater({ connection, memory, cause }: Turn, signal: AbortSignal): { settle: () => Promise<void> } {
    if (cause === 'periodic' || cause === 'request') return { settle: async () => {} };
    const { clock, log } = this.#options;
    let writing: Promise<void> | undefined;
    const cancel = clock.setTimeout(() => {
      writing = this.#write(connection, memory, { news: { kind: 'changed' }, signal }).catch((error: unknown) =>
        log.warn('Cannot withdraw a verdict', { connection: connection.metadata.name, error }),
      );
    }, withdrawAfterMs);
    return {
      settle: async () => {
        cancel();
        await writing;
      },
    };
  }
}

interface Recorded {
  result: TestResult;
  signal: AbortSignal;
}

interface Written {
  news: News;
  signal: AbortSignal;
}
