import type { ConnectionStatus } from '../api/connection.gen.ts';
import type { Connection } from '../api/resources.ts';
import { objectKey, wallOf } from '../runtime/index.ts';
import { pathOf, writeCounted, type Counting } from './counted-write.ts';
import { patchStatus } from './guarded-status.ts';
import { OtherOperators, type OtherOperatorsOptions } from './other-operators.ts';
import { OwnStatuses } from './own-statuses.ts';
import { sealed, sealIn, type Seals } from './seal.ts';
import { bounded } from './status-boundary.ts';
import { differsForReaders, mergePatchOf } from './status-patch.ts';
import { nextStatus, type StatusUpdate } from './status.ts';
import { tellTransition, type TellOptions } from './transitions.ts';

export interface StatusWriterOptions extends TellOptions, OtherOperatorsOptions {
  /** Times alone are written at most this often. */
  refreshMs: number;
  /** How often resourceVersions have gone back. Default: never. */
  rewinds?: () => number;
  /** Where attempts are kept in statuses. */
  counting?: Counting | undefined;
  /** Default: statuses have no seal. */
  seals?: Seals | undefined;
}

/** Writes a status where it changed, and tells of transitions. */
export class StatusWriter {
  readonly #options: StatusWriterOptions;
  readonly #ours = new OwnStatuses();
  readonly #others: OtherOperators;
  #rewinds = 0;

  constructor(options: StatusWriterOptions) {
    this.#options = options;
    this.#others = new OtherOperators(options);
  }

  /**
   * @param connection - with the status that was last written, which may be newer than what the watch has
   * @returns the status as it is now. @throws ApiError, NetworkError where it could not be written.
   */
  async write(connection: Connection, update: StatusUpdate, signal: AbortSignal): Promise<ConnectionStatus> {
    const { clock, seals } = this.#options;
    const before = connection.status;
    const after = sealed(connection, bounded(nextStatus(connection, update, wallOf(clock))), seals);
    const isSealed = sealIn(connection, seals) === 'ours';
    const isDue = this.#isOld(before, after) && mergePatchOf(before, after) !== undefined;
    if (isSealed && !differsForReaders(before, after) && !isDue) return before ?? after;
    const written = await this.#write(connection, { after, isIntent: update.kind === 'intent' }, signal);
    if (!written) throw new Error('The status was not written: the object is gone, or another one by now');
    return written;
  }

  /** Once whoever asked for the write has its status: until then the watch may bring it, as if somebody else had written. */
  async tell(connection: Connection, written: ConnectionStatus, signal: AbortSignal): Promise<void> {
    await tellTransition(connection, written, { ...this.#options, signal });
  }

  /** In how many ms a status has to be written again that somebody else has changed; undefined where none has. */
  restoreMs(connection: Connection, status: ConnectionStatus): number | undefined {
    const { rewinds = () => 0 } = this.#options;
    if (rewinds() !== this.#rewinds) this.#ours.rewound();
    this.#rewinds = rewinds();
    return this.#ours.waitMs(connection, status, this.#options.clock.now());
  }

  /**
   * Takes over what others have recorded of attempts; nothing else that somebody else wrote.
   * @returns the status that is to be there.
   */
  adopt(connection: Connection, status: ConnectionStatus): ConnectionStatus {
    const { counting } = this.#options;
    if (this.#ours.isOfOthers(connection, status)) this.#others.noticed(connection);
    if (!counting?.isKept() || this.restoreMs(connection, status) === undefined) return status;
    counting.learn(connection, status);
    const attempts = counting.besideOthers(status.attempts, connection.status?.attempts);
    if (JSON.stringify(attempts) === JSON.stringify(status.attempts)) return status;
    const { attempts: _before, ...rest } = status;
    const adopted = attempts ? { ...rest, attempts } : rest;
    if (this.#isBelieved(connection, rest)) this.#ours.adopted(adopted, connection.metadata.resourceVersion);
    return adopted;
  }

  /**
   * Beside attempts somebody may have written a verdict. It stands where it is the same, or a later one that another process
   * with our key has found.
   */
  #isBelieved(connection: Connection, own: ConnectionStatus): boolean {
    const { attempts: _attempts, ...there } = connection.status ?? {};
    if (!differsForReaders(own, there)) return true;
    const isSealed = there.lastTest?.seal !== undefined && sealIn(connection, this.#options.seals) === 'ours';
    return isSealed && !(Date.parse(there.lastTest?.time ?? '') < Date.parse(own.lastTest?.time ?? ''));
  }

  /**
   * Writes a status again that somebody else has changed.
   * @param connection - as the watch has it
   * @param status - that was written last, or found at the start
   * @returns in how many ms it has to be looked at again; undefined where only an event of its own makes that necessary.
   */
  async restore(connection: Connection, status: ConnectionStatus, signal: AbortSignal): Promise<number | undefined> {
    const { clock, log } = this.#options;
    const waitMs = this.restoreMs(connection, status);
    if (waitMs !== 0) return waitMs;
    log.warn('Somebody else has changed a status, writing it again', { connection: objectKey(connection) });
    this.#ours.restored(connection, clock.now());
    await this.#patch(connection, status, signal);
    return undefined;
  }

  async #write(
    connection: Connection,
    { after, isIntent }: { after: ConnectionStatus; isIntent: boolean },
    signal: AbortSignal,
  ): Promise<ConnectionStatus | undefined> {
    const { client, counting } = this.#options;
    if (!counting?.isKept() || !after.attempts)
      return (await this.#patch(connection, after, signal)) ? after : undefined;
    let written: ConnectionStatus | undefined;
    await this.#ours.writing(connection.metadata.uid, after, async () => {
      const done = await writeCounted({ client, counting, connection, isIntent }, after, signal);
      written = done && bounded(done.status);
      if (written && done) this.#ours.adopted(written, done.version);
      return done?.version ?? false;
    });
    return written;
  }

  async #patch(connection: Connection, status: ConnectionStatus, signal: AbortSignal): Promise<boolean> {
    const { metadata } = connection;
    const write = () => patchStatus(this.#options.client, { path: pathOf(connection), metadata }, status, signal);
    return this.#ours.writing(metadata.uid, status, write);
  }

  /** Whether times alone are worth a write; as `overdueFrom` counts on it. */
  #isOld(before: ConnectionStatus | undefined, after: ConnectionStatus): boolean {
    const { clock, refreshMs } = this.#options;
    const written = Date.parse(before?.lastTest?.time ?? '');
    if (Number.isNaN(written) || Math.abs(wallOf(clock) - written) >= refreshMs) return true;
    const isNew = after.nextTestTime !== before?.nextTestTime;
    return isNew && Date.parse(after.nextTestTime ?? '') - wallOf(clock) >= refreshMs;
  }
}
