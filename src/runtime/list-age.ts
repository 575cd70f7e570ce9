import { objectKey, type KubeObject } from './kube-object.ts';

/** So many older lists in a row are no lagging cache: the store of the API server was put back to a backup. */
const believedAfter = 3;

/**
 * Tells whether resourceVersions, which are ordered (KEP-5504), have gone back. One older list may come from a server that
 * lags behind, and is not taken; several in a row are what there is now. Any list after a doubt may have skipped the
 * versions that would have told, so that everything has to be looked at anew.
 */
export class ListAge {
  #latest: bigint | undefined;
  #doubts = 0;

  /** Whether the next list cannot be compared with what is known. */
  get isDoubted(): boolean {
    return this.#doubts > 0;
  }

  /** Whether what is known is of later than this. */
  isAhead(resourceVersion: string | undefined): boolean {
    const version = numberOf(resourceVersion);
    return version !== undefined && this.#latest !== undefined && version < this.#latest;
  }

  /** A list came. */
  judge(resourceVersion: string): 'newer' | 'doubtful' | 'rewound' {
    const version = numberOf(resourceVersion);
    const isOlder = version !== undefined && this.#latest !== undefined && version < this.#latest;
    if (isOlder && ++this.#doubts < believedAfter) return 'doubtful';
    const isRewound = this.#doubts > 0;
    this.#doubts = 0;
    this.#latest = version;
    return isRewound ? 'rewound' : 'newer';
  }

  /** An event came. @returns whether it is one of before the last one, which a watch does not send. */
  isRewoundBy(resourceVersion: string | undefined): boolean {
    const version = numberOf(resourceVersion);
    if (version === undefined) return false;
    const isOlder = this.#latest !== undefined && version < this.#latest;
    if (isOlder) this.#doubts = believedAfter;
    else this.#latest = version;
    return isOlder;
  }
}

/**
 * Whether a newer list has an older version of something than what is known: it comes from another history, of an etcd that
 * was put back to a backup and has counted on beyond what is known.
 */
export function isOfOtherHistory(listed: Iterable<KubeObject>, known: ReadonlyMap<string, KubeObject>): boolean {
  for (const object of listed) {
    const before = known.get(objectKey(object));
    if (before === undefined || before === object || before.metadata.uid !== object.metadata.uid) continue;
    const [older, newer] = [numberOf(object.metadata.resourceVersion), numberOf(before.metadata.resourceVersion)];
    if (older !== undefined && newer !== undefined && older < newer) return true;
  }
  return false;
}

function numberOf(version: string | undefined): bigint | undefined {
  return version !== undefined && /^\d+$/.test(version) ? BigInt(version) : undefined;
}
