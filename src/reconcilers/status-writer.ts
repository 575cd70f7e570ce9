import { conditionOf } from '../api/conditions.ts';
import type { ConnectionStatus } from '../api/connection.gen.ts';
import { apiVersion, group, type Connection } from '../api/resources.ts';
import { recordEvent, type Clock, type KubeClient, type Logger } from '../runtime/index.ts';
import { patchStatus } from './guarded-status.ts';
import { bounded } from './status-boundary.ts';
import { differsForReaders, mergePatchOf } from './status-patch.ts';
import { nextStatus, type StatusUpdate } from './status.ts';

export interface StatusWriterOptions {
  client: KubeClient;
  clock: Clock;
  log: Logger;
  /** Times alone are written at most this often. */
  refreshMs: number;
  /** Name of this replica, for its events. */
  instance: string;
}

/** Writes a status where it changed, and tells of transitions. */
export class StatusWriter {
  readonly #options: StatusWriterOptions;

  constructor(options: StatusWriterOptions) {
    this.#options = options;
  }

  /**
   * @param connection - with the status that was last written, which may be newer than what the watch has
   * @returns the status as it is now. @throws ApiError, NetworkError where it could not be written.
   */
  async write(connection: Connection, update: StatusUpdate, signal: AbortSignal): Promise<ConnectionStatus> {
    const { client, clock, refreshMs } = this.#options;
    const before = connection.status;
    const after = bounded(nextStatus(connection, update, clock.now()));
    if (!differsForReaders(before, after) && !(this.#isOld(before, refreshMs) && mergePatchOf(before, after)))
      return before ?? after;
    const { namespace, name } = connection.metadata;
    const path = `/apis/${apiVersion}/namespaces/${namespace}/connections/${name}`;
    if (!(await patchStatus(client, { path, metadata: connection.metadata }, after, signal))) return before ?? {};
    await this.#tell(connection, after, signal);
    return after;
  }

  #isOld(before: ConnectionStatus | undefined, refreshMs: number): boolean {
    const written = Date.parse(before?.lastTest?.time ?? '');
    return Number.isNaN(written) || this.#options.clock.now() - written >= refreshMs;
  }

  /** An event and a log line on transitions only, and no event for a first Connected, which is what was expected. */
  async #tell(connection: Connection, after: ConnectionStatus, signal: AbortSignal): Promise<void> {
    const was = conditionOf(connection.status?.conditions, 'Connected');
    const is = conditionOf(after.conditions, 'Connected');
    if (!is || (was?.status === is.status && was.reason === is.reason)) return;
    const { client, log, instance } = this.#options;
    const { namespace, name, uid, resourceVersion } = connection.metadata;
    log.info('Connection changed', {
      connection: `${namespace}/${name}`,
      platform: connection.spec.platform,
      connected: is.status,
      reason: is.reason,
    });
    const undecided = is.reason === 'Pending' || is.reason === 'CredentialChanged' || is.reason === 'Suspended';
    const expected = is.status === 'True' && was?.status !== 'False' && !wasRetrying(connection);
    if (undecided || expected) return;
    const regarding = { apiVersion, kind: 'Connection', namespace: namespace ?? '', name, uid, resourceVersion };
    const type = is.status === 'True' ? 'Normal' : 'Warning';
    await recordEvent(
      { client, clock: this.#options.clock, log },
      {
        regarding,
        type,
        reason: is.reason,
        action: 'Test',
        note: is.message,
        reportingController: group,
        reportingInstance: instance,
      },
      signal,
    );
  }
}

function wasRetrying({ status }: Connection): boolean {
  return status?.state === 'Retrying' || status?.state === 'Failed';
}
