import { conditionOf } from '../api/conditions.ts';
import type { ConnectionStatus } from '../api/connection.gen.ts';
import { apiVersion, group, type Connection } from '../api/resources.ts';
import { ApiError, METADATA_ONLY, recordEvent, type Clock, type KubeClient, type Logger } from '../runtime/index.ts';
import { differsForReaders, mergePatchOf } from './status-patch.ts';
import { nextStatus, type News } from './status.ts';

export const fieldManager = 'connection-operator';

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
  async write(connection: Connection, news: News, signal: AbortSignal): Promise<ConnectionStatus> {
    const { client, clock, refreshMs } = this.#options;
    const before = connection.status;
    const after = nextStatus(connection, news, clock.now());
    const patch = mergePatchOf(before, after);
    if (!patch || !(differsForReaders(before, after) || this.#isOld(before, refreshMs))) return before ?? after;
    const { namespace, name, uid } = connection.metadata;
    const path = `/apis/${apiVersion}/namespaces/${namespace}/connections/${name}/status`;
    try {
      // The uid makes the API server refuse the patch where the object was deleted and made again meanwhile.
      await client.mergePatch(
        path,
        { metadata: { uid }, status: patch },
        { fieldManager, signal, accept: METADATA_ONLY },
      );
    } catch (error) {
      if (error instanceof ApiError && (error.code === 404 || error.code === 409)) return before ?? {};
      throw error;
    }
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
