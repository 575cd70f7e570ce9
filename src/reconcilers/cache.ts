import type { Connection, ObjectMeta } from '../api/resources.ts';
import type { Platform } from '../connectors/index.ts';

/** A platform that can be used, why one that is there cannot, or undefined where there is none. */
export type FoundPlatform = { platform: Platform; version: string } | { refused: string } | undefined;

/** Kinds whose metadata alone is watched. */
export type MetadataKind = 'Secret' | 'ConfigMap' | 'ServiceAccount';

/** What the watches know, without asking the API server. */
export interface Cache {
  connection(key: string): Connection | undefined;
  /** Metadata of an object; `'unknown'` where it is not watched (yet). */
  metadata(kind: MetadataKind, key: string): ObjectMeta | undefined | 'unknown';
  platform(name: string): FoundPlatform;
}
