import { conditionOf } from '../api/conditions.ts';
import type { Connection } from '../api/resources.ts';
import type { ConnectionState } from './connection-state.ts';
import type { StatusUpdate } from './status.ts';
import type { StatusWriter } from './status-writer.ts';

export interface Written {
  connection: Connection;
  state: ConnectionState;
}

export interface WriteOptions {
  signal: AbortSignal;
  /** Asked when its turn has come; default: it is. */
  isWanted?: () => boolean;
}

/** What no test has found out. */
const noVerdicts: ReadonlySet<string> = new Set(['Pending', 'CredentialChanged', 'Suspended']);

/** Writes statuses of a Connection one after the other, so that none is made of what another one is about to change. */
export class StateWriter {
  readonly #writer: Pick<StatusWriter, 'write' | 'tell' | 'adopt' | 'restoreMs'>;
  /** The last write of each that is under way, or waits for one. */
  readonly #writes = new WeakMap<ConnectionState, Promise<void>>();

  constructor(writer: Pick<StatusWriter, 'write' | 'tell' | 'adopt' | 'restoreMs'>) {
    this.#writer = writer;
  }

  /** @throws ApiError, NetworkError where it could not be written. */
  async write(written: Written, update: StatusUpdate, options: WriteOptions): Promise<void> {
    const { state } = written;
    const write = this.#writeAfter(this.settled(state), written, { ...options, update });
    this.#writes.set(state, write);
    try {
      await write;
    } finally {
      if (this.#writes.get(state) === write) this.#writes.delete(state);
    }
  }

  /** In how many ms a status has to be written again that somebody else has changed; undefined where none has. */
  restoreMs({ connection, state }: Written): number | undefined {
    if (!state.status) return undefined;
    state.status = this.#writer.adopt(connection, state.status);
    return this.#writer.restoreMs(connection, state.status);
  }

  /** Once nothing is being written, whether that could be or not. */
  async settled(state: ConnectionState): Promise<void> {
    await this.#writes.get(state)?.catch(() => {});
  }

  async #writeAfter(
    before: Promise<void>,
    { connection, state }: Written,
    { update, signal, isWanted = () => true }: WriteOptions & { update: StatusUpdate },
  ): Promise<void> {
    await before;
    if (!isWanted()) return;
    const reason = conditionOf(state.status?.conditions, 'Connected')?.reason;
    if (update.kind === 'changed' && reason !== undefined && !noVerdicts.has(reason)) state.withdrawn = state.status;
    const current = { ...connection, ...(state.status === undefined ? {} : { status: state.status }) };
    const written = await this.#writer.write(current, update, signal);
    state.status = written;
    state.isWritten = true;
    if (update.kind !== 'given back') await this.#writer.tell(current, written, signal);
  }
}
