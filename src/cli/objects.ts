import { clusterObjects, manifestObjects, type ObjectSource } from '../inputs/objects.ts';
import type { Cluster } from './cluster.ts';
import { BadInput } from './exit.ts';
import type { Io } from './io.ts';
import { connectionOf, type Found, type Manifest } from './manifests.ts';

interface Sources {
  /** `KEY=VARIABLE` */
  env: readonly string[];
  io: Io;
  cluster: Cluster | undefined;
}

/** Objects of the files first, each of the Connection's own namespace; the cluster's where that was asked for. */
export function objectsFor(connection: Found, found: readonly Found[], { env, io, cluster }: Sources): ObjectSource {
  const { namespace } = connectionOf(connection).metadata;
  const own = found.filter(
    ({ manifest }) => (manifest.metadata?.namespace ?? namespace) === (namespace ?? manifest.metadata?.namespace),
  );
  const { secretRef } = connectionOf(connection).spec;
  const values = fromEnvironment(env, io);
  const typed = secretRef && values ? [withKeys(own, secretRef.name, values)] : [];
  const files = manifestObjects([...own.map(({ manifest }) => manifest), ...typed]);
  if (!cluster) return files;
  const remote = clusterObjects(cluster.client, namespace ?? cluster.namespace, io.signal);
  return {
    async get(kind, name) {
      const local = await files.get(kind, name);
      return local === 'absent' ? remote.get(kind, name) : local;
    },
  };
}

/** The Secret of the files, if there is one, with keys that take the place of its own. */
function withKeys(found: readonly Found[], name: string, values: Readonly<Record<string, string>>): Manifest {
  const file = found.findLast(
    ({ manifest }) => manifest.kind === 'Secret' && manifest.metadata?.name === name,
  )?.manifest;
  return {
    kind: 'Secret',
    ...file,
    metadata: { name, ...file?.metadata },
    stringData: { ...file?.stringData, ...values },
  };
}

/** `--env password=SFTP_PASSWORD`: a key of the Secret from a variable of the environment, never from an argument. */
export function fromEnvironment(pairs: readonly string[], { env }: Io): Record<string, string> | undefined {
  if (pairs.length === 0) return undefined;
  const entries = pairs.map((pair) => {
    const [, key, name] = /^([\w.-]+)=([A-Za-z_]\w*)$/.exec(pair) ?? [];
    // Whoever gave a password in place of a variable must not find it in a log.
    if (key === undefined || name === undefined)
      throw new BadInput('--env takes KEY=VARIABLE, the name of a variable of the environment and not its value');
    const value = env[name];
    if (value === undefined) {
      const which = /^[A-Z][A-Z0-9_]*$/.test(name) ? `variable ${name}` : 'such variable';
      throw new BadInput(`the environment has no ${which}, for key ${key}`);
    }
    return [key, value];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}
