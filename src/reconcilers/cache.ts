import type { Connection, ObjectMeta } from '../api/resources.ts';
import type { Platform } from '../connectors/index.ts';

/**
 * A platform that can be used, why one that is there cannot, undefined where there is none, `'unknown'` where the API
 * server has not told (lately) which there are.
 */
export type FoundPlatform = { platform: Platform; version: string } | { refused: string } | undefined | 'unknown';

/** The platform, where it is there and can be used. */
export function usablePlatform(found: FoundPlatform): Platform | undefined {
  return typeof found === 'object' && 'platform' in found ? found.platform : undefined;
}

/** Kinds whose metadata alone is watched. */
export type MetadataKind = 'Secret' | 'ConfigMap' | 'ServiceAccount';

/** What the watches know, without asking the API server. */
export interface Cache {
  /** How often resourceVersions have gone back. Default: never. */
  rewinds?(): number;
  connection(key: string): Connection | undefined;
  /** Metadata of an object; `'unknown'` where it is not watched (yet). */
  metadata(kind: MetadataKind, key: string): ObjectMeta | undefined | 'unknown';
  platform(name: string): FoundPlatform;
}
