import { isJsonObject } from '../../../api/json-object.ts';
import { isFailure } from '../../failure.ts';
import { textAt, type StoreResponse } from './response.ts';
import { ask, type StoreSession } from './session.ts';
import { objectUrl, versionsUrl } from './store.ts';

/** A version of an object, or the marker that says that it was deleted. */
interface Version {
  id: string;
  marker: boolean;
}

/** What a bucket that keeps versions has told of those of one object. */
export interface Versions {
  readonly ids: Version[];
  /** Whether the object was deleted and its versions were not. */
  readonly marked: boolean;
  add(version: Version | undefined): void;
}

export function noVersions(): Versions {
  const ids: Version[] = [];
  return {
    ids,
    get marked() {
      return ids.some(({ marker }) => marker);
    },
    add(version) {
      if (version && !ids.some(({ id }) => id === version.id)) ids.push(version);
    },
  };
}

export function versionOf({ headers }: StoreResponse): Version | undefined {
  const id = headers['x-amz-version-id'];
  return id === undefined || id === 'null' ? undefined : { id, marker: headers['x-amz-delete-marker'] === 'true' };
}

/**
 * Deletes every version of the one object, the markers last, so that it does not come back to life if a version has to
 * stay. Nothing hangs on it: keys that may delete objects often may not delete versions.
 */
export async function removeVersions(key: string, versions: Versions, session: StoreSession): Promise<void> {
  if (versions.ids.length === 0) return;
  for (const version of await listed(key, session)) versions.add(version);
  const inOrder = versions.ids.toSorted((a, b) => Number(a.marker) - Number(b.marker));
  for (const { id } of inOrder) {
    const url = objectUrl(session.store, key, { versionId: id });
    const response = await ask({ method: 'DELETE', url }, session, session.key);
    if (isFailure(response) || response.status >= 300) return;
    versions.ids.splice(
      versions.ids.findIndex((version) => version.id === id),
      1,
    );
  }
}

/** Those that an earlier probe left, as far as the key may list them. */
async function listed(key: string, session: StoreSession): Promise<Version[]> {
  const response = await ask({ url: versionsUrl(session.store, key) }, session, session.key);
  if (isFailure(response)) return [];
  const list = response.document['ListVersionsResult'];
  return ['Version', 'DeleteMarker'].flatMap((name) =>
    all(isJsonObject(list) ? list[name] : undefined).flatMap((entry) => {
      const id = textAt(entry, 'VersionId');
      return id === undefined || id === 'null' || textAt(entry, 'Key') !== key
        ? []
        : [{ id, marker: name === 'DeleteMarker' }];
    }),
  );
}

function all(found: unknown): unknown[] {
  return Array.isArray(found) ? found : found === undefined ? [] : [found];
}
