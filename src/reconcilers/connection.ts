import type { Connection } from '../api/resources.ts';
import { objectKey, wallOf, withJoined } from '../runtime/index.ts';
import { editIn } from './edited.ts';
import {
  causeOf,
  found,
  isAnother,
  isWithdrawn,
  remember,
  type Cause,
  type ConnectionState,
} from './connection-state.ts';
import { StateWriter } from './state-writer.ts';
import type { StatusWriter } from './status-writer.ts';
import { overturning, testedInputsOf } from './tested-inputs.ts';
import { begunAs, compare, end, giveUp, type Running } from './running.ts';
import type { TestRun, TestRunOptions } from './run.ts';
import { runTest } from './test-run.ts';
import { VerdictWriter } from './verdict-writer.ts';
import { withdrawLater } from './withdrawal.ts';

export interface ConnectionReconcilerOptions extends TestRunOptions {
  writer: StatusWriter;
}

/** How long a verdict on another credential may stand while the new one is tested, or waits for that. */
export const withdrawAfterMs = 100;

/** key → resolve → test → judge → record. */
export class ConnectionReconciler {
  readonly #options: ConnectionReconcilerOptions;
  readonly #states = new Map<string, ConnectionState>();
  readonly #running = new Map<string, Running>();
  readonly #writer: StateWriter;
  readonly #verdicts: VerdictWriter;

  constructor(options: ConnectionReconcilerOptions) {
    this.#options = options;
    this.#writer = new StateWriter(options.writer);
    this.#verdicts = new VerdictWriter(this.#writer, options);
  }

  /** Something changed: a test of what was before is given up, so that the new one need not wait for it. */
  noticed(key: string): void {
    const running = this.#running.get(key);
    if (!running || running.run.mustEnd) return;
    const { cache } = this.#options;
    const connection = cache.connection(key);
    if (!connection || connection.spec.suspend) return giveUp(running);
    const change = overturning(running.run.inputs, testedInputsOf(connection, cache));
    if (change === 'spec') giveUp(running);
    else if (change) void compare(running, connection, this.#options);
  }

  /** Learns what earlier processes have sent. Nothing may be tested before. */
  async begin(signal: AbortSignal): Promise<void> {
    await this.#options.attempts?.begin(signal);
  }

  /** Whether that cannot be learnt. */
  get isBlocked(): boolean {
    return this.#options.attempts?.isBlocked ?? false;
  }

  /** Whether the next turn of the key makes a test. */
  isDue(key: string): boolean {
    return this.dueBy(key) !== undefined;
  }

  /** What was edited since the last verdict, which speaks of another credential or another spec than are there now. */
  voidBy(key: string): 'secret' | 'spec' | undefined {
    return editIn(this.dueBy(key));
  }

  /** In how many ms a status has to be written again that somebody else has changed; undefined where none has. */
  restoreMs(key: string): number | undefined {
    const connection = this.#options.cache.connection(key);
    const state = connection && this.#knownOf(key, connection);
    return connection && state && this.#writer.restoreMs({ connection, state });
  }

  /** For how many ms its test is overdue; negative where none is due yet, or none is known of. */
  lateMs({ metadata }: Connection): number {
    const state = this.#states.get(objectKey({ metadata }));
    if (state?.uid !== metadata.uid || !state.tested) return -Infinity;
    return this.#options.clock.now() - (state.waitUntil ?? state.tested.nextAt ?? Infinity);
  }

  /** Withdraws such a verdict, while the new test is under way or waits for its turn. */
  async withdraw(key: string, signal: AbortSignal): Promise<void> {
    const connection = this.#options.cache.connection(key);
    if (!connection || !this.voidBy(key)) return;
    const written = { connection, state: this.#stateOf(key, connection) };
    await this.#writer.write(written, { kind: 'changed' }, { signal, isWanted: () => this.voidBy(key) !== undefined });
  }

  /** One turn of a key. @returns in how many ms the next one is due, undefined where only a change brings one. */
  async reconcile(key: string, signal: AbortSignal): Promise<number | undefined> {
    const delays = [await this.#turn(key, signal), await this.#restore(key, signal)];
    const soonest = Math.min(...delays.map((delay) => delay ?? Infinity));
    return soonest === Infinity ? undefined : soonest;
  }

  /** What somebody else wrote into the status does not stand. A verdict that is about to change is not written again. */
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
      const isChanged = isAnother(state, connection, testedInputsOf(connection, cache));
      await this.#writer.write({ connection, state }, { kind: 'suspended', isChanged }, { signal });
      return undefined;
    }
    const inputs = testedInputsOf(connection, cache);
    const cause = causeOf(state, connection, inputs, clock.now());
    // What a wait was for may be over, such as a request that was taken back.
    if (cause === undefined) state.waitUntil = undefined;
    // Nothing that an earlier process began was left open.
    if (cause === undefined) this.#options.attempts?.settled(connection.metadata.uid);
    // The watch may have known less than what was read, so that a verdict was withdrawn that is true.
    if (cause === undefined && isWithdrawn(state)) await this.#verdicts.giveBack({ connection, state }, signal);
    else if (cause === undefined) await this.#verdicts.remind(connection, state, signal);
    else await this.#test(key, { connection, state, inputs, cause }, signal);
    return this.#delayOf(state);
  }

  /** Why the next turn of the key makes a test. */
  dueBy(key: string): Cause | undefined {
    const { cache, clock } = this.#options;
    const connection = cache.connection(key);
    if (!connection || connection.metadata.deletionTimestamp || connection.spec.suspend) return undefined;
    // What is not remembered yet is not remembered here: before the start the cache is not what it will be.
    const state = this.#knownOf(key, connection) ?? remember(connection, this.#options);
    return causeOf(state, connection, testedInputsOf(connection, cache), clock.now());
  }

  #stateOf(key: string, connection: Connection): ConnectionState {
    const known = this.#knownOf(key, connection);
    if (known) return known;
    const state = remember(connection, this.#options);
    this.#states.set(key, state);
    return state;
  }

  #knownOf(key: string, connection: Connection): ConnectionState | undefined {
    const known = this.#states.get(key);
    if (known?.uid !== connection.metadata.uid) return undefined;
    return found(known, connection, wallOf(this.#options.clock));
  }

  #delayOf({ tested, noticeAt, waitUntil }: ConnectionState): number | undefined {
    const { clock } = this.#options;
    const due = waitUntil ?? tested?.nextAt ?? Infinity;
    const delay = Math.min(due - clock.now(), (noticeAt ?? Infinity) - wallOf(clock));
    return delay === Infinity ? undefined : Math.max(delay, 0);
  }

  async #test(key: string, run: TestRun, signal: AbortSignal): Promise<void> {
    const current = begunAs(run);
    const { abort } = current;
    this.#running.set(key, current);
    run.state.waitUntil = undefined;
    const { connection, state } = run;
    run.intend = (attempts) => this.#writer.write({ connection, state }, { kind: 'intent', attempts }, { signal });
    run.giveBack = () => this.#verdicts.giveBack(run, signal);
    const withdrawal = withdrawLater(run, { ...this.#options, writer: this.#writer, signal });
    try {
      const result = await withJoined([signal, abort.signal], (both) => runTest(run, this.#options, both));
      await withdrawal.settle();
      if (result === 'deferred') this.#options.again(key, run.cause === 'periodic' ? 'periodic' : 'edit');
      else if (result === 'unchanged') await this.#verdicts.giveBack(run, signal);
      else if ('waitMs' in result) run.state.waitUntil = this.#options.clock.now() + result.waitMs;
      else await this.#verdicts.record(key, { state: run.state, result }, signal);
    } catch (error) {
      await withdrawal.settle();
      if (!abort.signal.aborted) throw error;
    } finally {
      this.#running.delete(key);
      end(current);
    }
  }
}
