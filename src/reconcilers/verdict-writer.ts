import type { Connection } from '../api/resources.ts';
import { wallOf, type Clock } from '../runtime/index.ts';
import { usablePlatform, type Cache } from './cache.ts';
import { isWithdrawn, type ConnectionState } from './connection-state.ts';
import { displayNameOf } from './display-name.ts';
import type { TestResult } from './result.ts';
import type { StateWriter, Written } from './state-writer.ts';
import { expiryNoticeAt } from './status-conditions.ts';
import { testedSpecOf } from './tested-inputs.ts';

interface Recorded {
  state: ConnectionState;
  result: TestResult;
}

/** Verdicts, from the test to the status: remembered, written, written again, and given back where they were withdrawn. */
export class VerdictWriter {
  readonly #writer: StateWriter;
  readonly #options: { cache: Cache; clock: Clock };

  constructor(writer: StateWriter, options: { cache: Cache; clock: Clock }) {
    this.#writer = writer;
    this.#options = options;
  }

  /** Remembers the verdict, then writes it, unless the connection is another one by now. */
  async record(key: string, { state, result }: Recorded, signal: AbortSignal): Promise<void> {
    const connection = this.#options.cache.connection(key);
    const { uid, generation } = result.inputs;
    if (connection?.metadata.uid !== uid || connection.metadata.generation !== generation) return;
    state.tested = result;
    state.last = result;
    state.testedSpec = testedSpecOf(connection);
    state.unwritten = result;
    await this.remind(connection, state, signal);
  }

  /** The verdict on what was touched only, where it was withdrawn meanwhile, or is called something else now. */
  async giveBack({ connection, state }: Written, signal: AbortSignal): Promise<void> {
    await this.#writer.settled(state);
    // One that could not be written was not withdrawn: what was is older, and of another credential.
    if (state.unwritten || !isWithdrawn(state)) {
      state.unwritten ??= state.last;
      return this.remind(connection, state, signal);
    }
    const verdict = state.withdrawn;
    if (verdict) await this.#writer.write({ connection, state }, { kind: 'given back', verdict }, { signal });
  }

  /** Writes what has not been written yet, or what has become true by time alone. */
  async remind(connection: Connection, state: ConnectionState, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const due = state.noticeAt !== undefined && wallOf(clock) >= state.noticeAt;
    const result = state.unwritten ?? (due ? state.last : undefined);
    if (!result) return;
    const displayName = this.#displayNameOf(connection, state, result);
    await this.#writer.write({ connection, state }, { kind: 'result', result, displayName }, { signal });
    state.unwritten = undefined;
    const notice = expiryNoticeAt(result);
    state.noticeAt = notice !== undefined && notice > wallOf(clock) ? notice : undefined;
  }

  #displayNameOf(connection: Connection, state: ConnectionState, { verdict }: TestResult): string {
    const platform = usablePlatform(this.#options.cache.platform(connection.spec.platform));
    const title = platform ? platform.spec.title : connection.spec.platform;
    const account = verdict.outcome === 'inconclusive' ? undefined : verdict.account;
    return displayNameOf(connection, title, account ?? state.status?.account);
  }
}
