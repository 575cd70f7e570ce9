import type { KubeClient } from './client.ts';
import type { Clock } from './clock.ts';
import type { KubeObject } from './kube-object.ts';
import type { Logger } from './log.ts';
import type { LargeFields } from './skim.ts';

/** `ended`: as expected, by the server or after 75 s without a byte; `expired`: a relist follows; `error`: a wait. */
export type WatchEnd = 'ended' | 'expired' | 'error';

export interface ReflectorOptions<T extends KubeObject> {
  /** For log and metrics. */
  name: string;
  client: KubeClient;
  /** The list's path, for instance `/api/v1/secrets`. */
  path: string;
  listOptions?: { labelSelector?: string; fieldSelector?: string };
  /** Lists and watches `PartialObjectMetadata`; default false. */
  metadataOnly?: boolean;
  /** What a field of `spec` may have, and what stands in the place of a larger one; default: as much as there is. */
  largeFields?: LargeFields;
  /** Which objects are kept and told of; default: all. It says the same of an object whenever it is asked. */
  isWanted?: (object: T) => boolean;
  /** What to keep of an object. managedFields, kubectl's last-applied annotation and large fields are dropped before. */
  transform?: (object: T) => T;
  /** Told when the API server has refused it several times in a row, and awaited. */
  onDenied?: () => Promise<void>;
  /** Told once the API server answers again after a failure. */
  onRecovered?: () => void;
  /** Told when the API server knows nothing of this kind any more, and once it is listed again after that. */
  onMissing?: (isMissing: boolean) => void;
  /** Told when resourceVersions have gone back: of before and after they cannot be compared. */
  onRewound?: () => void;
  /** Told of every difference, after the store has it. What it throws is logged. */
  onChange: (before: T | undefined, after: T | undefined) => void;
  clock: Clock;
  log: Logger;
  observe?: { listed?: () => void; watchEnded?: (how: WatchEnd) => void };
}
