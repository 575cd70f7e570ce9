import type { Connection } from '../api/resources.ts';
import type { Logger } from '../runtime/index.ts';
import { displayNameOf } from './display-name.ts';
import { causeOf, remember, type ConnectionState } from './connection-state.ts';
import type { TestResult } from './result.ts';
import type { StatusWriter } from './status-writer.ts';
import { expiryNoticeAt } from './status-conditions.ts';
import type { StatusUpdate } from './status.ts';
import { isOverturned, testedInputsOf } from './tested-inputs.ts';
import { runTest, type TestRunOptions, type TestRun } from './test-run.ts';

export interface ConnectionReconcilerOptions extends TestRunOptions {
  writer: StatusWriter;
  log: Logger;
}

/** How long a verdict on another credential may stand while the new one is tested. */
const withdrawAfterMs = 1000;

/** key → resolve → test → judge → record. */
export class ConnectionReconciler {
  readonly #options: ConnectionReconcilerOptions;
  readonly #states = new Map<string, ConnectionState>();
  readonly #running = new Map<string, { run: TestRun; abort: AbortController }>();

  constructor(options: ConnectionReconcilerOptions) {
    this.#options = options;
  }

  /** Something changed: a test of what was before is given up, so that the new one need not wait for it. */
  noticed(key: string): void {
    const running = this.#running.get(key);
    if (!running || running.run.mustEnd) return;
    const { cache } = this.#options;
    const connection = cache.connection(key);
    const stale =
      !connection || connection.spec.suspend || isOverturned(running.run.inputs, testedInputsOf(connection, cache));
    if (stale) running.abort.abort(new Error('superseded'));
  }

  /** One turn of a key. @returns in how many ms the next one is due, undefined where only a change brings one. */
  async reconcile(key: string, signal: AbortSignal): Promise<number | undefined> {
    const delays = [await this.#turn(key, signal), await this.#restore(key, signal)];
    const soonest = Math.min(...delays.map((delay) => delay ?? Infinity));
    return soonest === Infinity ? undefined : soonest;
  }

  /** What somebody else wrote into the status does not stand. A verdict that is about to be another one is not written again. */
  async #restore(key: string, signal: AbortSignal): Promise<number | undefined> {
    const { cache, clock } = this.#options;
    const connection = cache.connection(key);
    const state = this.#states.get(key);
    if (!state?.status || connection?.metadata.uid !== state.uid) return undefined;
    const cause = causeOf(state, connection, testedInputsOf(connection, cache), clock.now());
    if (cause !== undefined && !connection.spec.suspend) return undefined;
    return this.#options.writer.restore(connection, state.status, signal);
  }

  async #turn(key: string, signal: AbortSignal): Promise<number | undefined> {
    const { cache, clock } = this.#options;
    const connection = cache.connection(key);
    if (!connection || connection.metadata.deletionTimestamp) {
      this.#states.delete(key);
      return undefined;
    }
    const state = this.#stateOf(key, connection);
    if (connection.spec.suspend) {
      await this.#write(connection, state, { update: { kind: 'suspended' }, signal });
      return undefined;
    }
    const inputs = testedInputsOf(connection, cache);
    const cause = causeOf(state, connection, inputs, clock.now());
    if (cause === undefined) await this.#remind(connection, state, signal);
    else await this.#test(key, { connection, state, inputs, cause }, signal);
    return this.#delayOf(state);
  }

  #stateOf(key: string, connection: Connection): ConnectionState {
    const known = this.#states.get(key);
    if (known?.uid === connection.metadata.uid) return known;
    const state = remember(connection, this.#options.clock);
    this.#states.set(key, state);
    return state;
  }

  #delayOf({ tested, noticeAt }: ConnectionState): number | undefined {
    const due = Math.min(tested?.nextAt ?? Infinity, noticeAt ?? Infinity);
    return due === Infinity ? undefined : Math.max(due - this.#options.clock.now(), 0);
  }

  async #test(key: string, run: TestRun, signal: AbortSignal): Promise<void> {
    const abort = new AbortController();
    this.#running.set(key, { run, abort });
    const withdrawal = this.#withdrawLater(run, signal);
    try {
      const result = await runTest(run, this.#options, AbortSignal.any([signal, abort.signal]));
      await withdrawal.settle();
      if (result) await this.#record(key, run.state, { result, signal });
    } catch (error) {
      await withdrawal.settle();
      if (!abort.signal.aborted) throw error;
    } finally {
      this.#running.delete(key);
    }
  }

  /** Remembers the verdict, then writes it, unless the connection is another one by now. */
  async #record(key: string, state: ConnectionState, { result, signal }: Recorded): Promise<void> {
    const connection = this.#options.cache.connection(key);
    const { uid, generation } = result.inputs;
    if (connection?.metadata.uid !== uid || connection.metadata.generation !== generation) return;
    state.tested = result;
    state.last = result;
    state.unwritten = result;
    await this.#remind(connection, state, signal);
  }

  /** Writes what has not been written yet, or what has become true by time alone. */
  async #remind(connection: Connection, state: ConnectionState, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const due = state.noticeAt !== undefined && clock.now() >= state.noticeAt;
    const result = state.unwritten ?? (due ? state.last : undefined);
    if (!result) return;
    const displayName = this.#displayNameOf(connection, state, result);
    await this.#write(connection, state, { update: { kind: 'result', result, displayName }, signal });
    state.unwritten = undefined;
    const notice = expiryNoticeAt(result);
    state.noticeAt = notice !== undefined && notice > clock.now() ? notice : undefined;
  }

  #displayNameOf(connection: Connection, state: ConnectionState, { verdict }: TestResult): string {
    const found = this.#options.cache.platform(connection.spec.platform);
    const title = found && 'platform' in found ? found.platform.spec.title : connection.spec.platform;
    const account = verdict.outcome === 'inconclusive' ? undefined : verdict.account;
    return displayNameOf(connection, title, account ?? state.status?.account);
  }

  async #write(connection: Connection, state: ConnectionState, { update, signal }: Written): Promise<void> {
    const current = { ...connection, ...(state.status === undefined ? {} : { status: state.status }) };
    state.status = await this.#options.writer.write(current, update, signal);
  }

  /** A verdict is bound to its credential: it is withdrawn when the test of the new one takes longer than a second. */
  #withdrawLater({ connection, state, cause }: TestRun, signal: AbortSignal): { settle: () => Promise<void> } {
    if (cause === 'periodic' || cause === 'request') return { settle: async () => {} };
    const { clock, log } = this.#options;
    let writing: Promise<void> | undefined;
    const cancel = clock.setTimeout(() => {
      writing = this.#write(connection, state, { update: { kind: 'changed' }, signal }).catch((error: unknown) =>
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
  update: StatusUpdate;
  signal: AbortSignal;
}
