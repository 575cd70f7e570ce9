import type { Connection, PlatformObject } from '../api/resources.ts';
import type { Platform } from '../connectors/index.ts';
import { checkManifests } from './check-manifests.ts';
import type { Cluster } from './cluster.ts';
import type { Io } from './io.ts';
import { builtManifests, isOurs, readManifests, type Found } from './manifests.ts';

interface Files {
  filename?: string[];
  kustomize?: string;
}

/** The objects of `-f` and `-k`. @throws BadInput */
export async function fromFiles({ filename = [], kustomize }: Files, io: Io): Promise<Found[]> {
  const built = kustomize === undefined ? [] : await builtManifests(kustomize, io);
  const found = [...(await readManifests(filename, io)), ...built];
  checkManifests(found);
  return found;
}

/** The Connections of these names in the namespace of the cluster. */
export async function fromCluster(
  names: readonly string[],
  { client, namespace }: Cluster,
  signal: AbortSignal,
): Promise<Found[]> {
  const path = `/apis/connection-operator.dev/v1alpha1/namespaces/${namespace}/connections`;
  return Promise.all(
    names.map(async (name) => {
      const manifest = await client.get<Connection>(`${path}/${encodeURIComponent(name)}`, { signal });
      return { manifest: { kind: 'Connection', ...manifest }, file: name, lineOf: () => 1 };
    }),
  );
}

/** The Platforms among these objects, by name. */
export function platformsIn(found: readonly Found[]): Map<string, Platform> {
  const own = found.filter(({ manifest }) => manifest.kind === 'Platform' && isOurs(manifest));
  return new Map(
    own.map(({ manifest }) => {
      const { metadata, spec } = manifest as unknown as PlatformObject;
      return [metadata.name, { name: metadata.name, spec }];
    }),
  );
}
