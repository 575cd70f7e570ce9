import type { ConnectionStatus } from '../api/connection.gen.ts';
import type { Connection } from '../api/resources.ts';
import { isLater, Rewrites } from './rewrites.ts';
import { differsForReaders } from './status-patch.ts';

/** While a status is being written, the watch may have it already, and nobody can tell whose it is. */
const lookAgainMs = 1000;

/** Tells a status that somebody else has written from one of ours, of which the watch may have an older one. */
export class OwnStatuses {
  /** The resourceVersion with which a status was written last. */
  #versions = new WeakMap<ConnectionStatus, string>();
  /** What is being written, by uid. */
  readonly #writing = new Map<string, Set<ConnectionStatus>>();
  readonly #rewrites = new Rewrites();

  /** ResourceVersions have gone back: none of before says anything any more. */
  rewound(): void {
    this.#versions = new WeakMap();
  }

  /** @returns whether it could be written. */
  async writing(uid: string, status: ConnectionStatus, write: () => Promise<string | false>): Promise<boolean> {
    const writing = this.#writing.get(uid) ?? new Set();
    this.#writing.set(uid, writing.add(status));
    try {
      const version = await write();
      if (version !== false) this.#versions.set(status, version);
      return version !== false;
    } finally {
      writing.delete(status);
      if (writing.size === 0) this.#writing.delete(uid);
    }
  }

  /** A status of ours with what somebody else has written into it, which the watch has. */
  adopted(status: ConnectionStatus, version: string): void {
    this.#versions.set(status, version);
  }

  /** Whether somebody else has written what a test found out, and not this process. */
  isOfOthers({ metadata, status: there }: Connection, status: ConnectionStatus): boolean {
    const { uid, resourceVersion } = metadata;
    if (there === status || this.#writing.has(uid) || !isLater(resourceVersion, this.#versions.get(status)))
      return false;
    const [own, other] = [status.lastTest, there?.lastTest];
    return other !== undefined && (own?.time !== other.time || own?.durationMs !== other.durationMs);
  }

  /** In how many ms a status has to be written again, 0 for at once; undefined where what the watch has is ours. */
  waitMs(connection: Connection, status: ConnectionStatus, now: number): number | undefined {
    const { uid, resourceVersion } = connection.metadata;
    if (connection.status === status || !isLater(resourceVersion, this.#versions.get(status))) return undefined;
    if (!differsForReaders(status, connection.status ?? {})) return undefined;
    const writing = [...(this.#writing.get(uid) ?? [])];
    if (writing.some((one) => !differsForReaders(one, connection.status ?? {}))) return undefined;
    if (writing.length > 0) return lookAgainMs;
    return this.#rewrites.waitMs(uid, now);
  }

  restored({ metadata: { uid } }: Connection, now: number): void {
    this.#rewrites.entered(uid, now);
  }
}
