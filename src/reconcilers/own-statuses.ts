import type { ConnectionStatus } from '../api/connection.gen.ts';
import type { Connection } from '../api/resources.ts';
import { differsForReaders } from './status-patch.ts';

/** Two writers of one status must not write against each other without end. */
const betweenMs = 10_000;
/** While a status is being written, the watch may have it already, and nobody can tell whose it is. */
const lookAgainMs = 1000;

/** Tells a status that somebody else has written from one of ours, of which the watch may have an older one. */
export class OwnStatuses {
  /** The resourceVersion with which a status was written last. */
  #versions = new WeakMap<ConnectionStatus, string>();
  /** What is being written, by uid. */
  readonly #writing = new Map<string, Set<ConnectionStatus>>();
  /** When a status was written again, by uid, in order. */
  readonly #restored = new Map<string, number>();

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

  /** In how many ms a status has to be written again, 0 for at once; undefined where what the watch has is ours. */
  waitMs(connection: Connection, status: ConnectionStatus, now: number): number | undefined {
    const { uid, resourceVersion } = connection.metadata;
    if (connection.status === status || !isLater(resourceVersion, this.#versions.get(status))) return undefined;
    if (!differsForReaders(status, connection.status ?? {})) return undefined;
    const writing = [...(this.#writing.get(uid) ?? [])];
    if (writing.some((one) => !differsForReaders(one, connection.status ?? {}))) return undefined;
    if (writing.length > 0) return lookAgainMs;
    return Math.max(0, (this.#restored.get(uid) ?? -Infinity) + betweenMs - now);
  }

  restored({ metadata: { uid } }: Connection, now: number): void {
    for (const [other, at] of this.#restored) {
      if (now - at < betweenMs) break;
      this.#restored.delete(other);
    }
    this.#restored.delete(uid);
    this.#restored.set(uid, now);
  }
}

/** ResourceVersions are ordered (KEP-5504). One that was never written was found by the watch, which does not go back. */
function isLater(seen: string, written: string | undefined): boolean {
  if (written === undefined) return true;
  return /^\d+$/.test(seen) && /^\d+$/.test(written) ? BigInt(seen) > BigInt(written) : seen !== written;
}
