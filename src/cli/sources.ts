import { apiVersion, type PlatformObject } from '../api/resources.ts';
import { registry, type Platform } from '../connectors/index.ts';
import { isBuiltIn, nameReserved } from '../inputs/usable-platform.ts';
import { isApiError } from '../runtime/index.ts';
import { checkManifests } from './check-manifests.ts';
import type { Cluster } from './cluster.ts';
import { connectionNamed } from './connections.ts';
import { BadInput } from './exit.ts';
import type { Io } from './io.ts';
import { storedSpec } from './refused-fields.ts';
import { builtManifests, connectionOf, isConnection, isPlatform, readManifests, type Found } from './manifests.ts';

/** Which manifests to read, and where what they do not hold comes from: `manifestFlags` of the program. */
export interface ManifestFlags {
  filename?: string[];
  kustomize?: string;
  fromCluster?: boolean;
  env?: string[];
}

/** The objects of `-f` and `-k`. @throws BadInput */
export async function fromFiles({ filename = [], kustomize }: ManifestFlags, io: Io): Promise<Found[]> {
  const built = kustomize === undefined ? [] : await builtManifests(kustomize, io);
  const found = [...(await readManifests(filename, io)), ...built];
  checkManifests(found);
  return found.map(stored);
}

/** A Connection as it will be in the cluster. */
function stored(found: Found): Found {
  return isConnection(found)
    ? { ...found, manifest: { ...found.manifest, spec: storedSpec(found.manifest.spec) } }
    : found;
}

/** The Connections of these names in the namespace of the cluster. */
export async function fromCluster(
  names: readonly string[],
  { client, namespace }: Cluster,
  signal: AbortSignal,
): Promise<Found[]> {
  return Promise.all(
    names.map(async (name) => {
      const manifest = await connectionNamed(name, { client, namespace, signal });
      return { manifest: { kind: 'Connection', ...manifest }, file: '', lineOf: () => 1 };
    }),
  );
}

/** The Platforms of one's own that these Connections name: of the files, else of the cluster. @throws BadInput */
export async function platformsFor(
  found: readonly Found[],
  cluster: Cluster | undefined,
  signal: AbortSignal,
): Promise<Map<string, Platform>> {
  const platforms = new Map(found.filter(isPlatform).map((one) => [nameOf(one), platformIn(one)]));
  const named = new Set(found.filter(isConnection).map((one) => connectionOf(one).spec.platform));
  for (const name of cluster ? named : []) {
    if (registry.has(name) || platforms.has(name)) continue;
    const platform = await clusterPlatform(name, cluster!, signal);
    if (platform) platforms.set(name, platform);
  }
  return platforms;
}

/** A Platform of the cluster; undefined where there is none of that name. */
export async function clusterPlatform(
  name: string,
  { client }: Cluster,
  signal: AbortSignal,
): Promise<Platform | undefined> {
  const path = `/apis/${apiVersion}/platforms/${encodeURIComponent(name)}`;
  try {
    const { spec } = await client.get<PlatformObject>(path, { signal });
    return { name, spec };
  } catch (error) {
    if (isApiError(error, 404)) return undefined;
    throw error;
  }
}

const nameOf = ({ manifest }: Found) => manifest.metadata?.name ?? '';

function platformIn(found: Found): Platform {
  const object = found.manifest as unknown as PlatformObject;
  const name = nameOf(found);
  if (registry.has(name) && !isBuiltIn(object)) {
    const place = `${found.file}:${found.lineOf(['metadata', 'name'])}`;
    throw new BadInput(`${place}: Platform ${nameReserved(name)}`);
  }
  return { name, spec: object.spec };
}
