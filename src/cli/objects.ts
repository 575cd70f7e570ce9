import { clusterObjects, manifestObjects, type ObjectSource } from '../inputs/objects.ts';
import type { Cluster } from './cluster.ts';
import { BadInput } from './exit.ts';
import type { Io } from './io.ts';
import { connectionOf, type Found } from './manifests.ts';

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
  const typed = secretRef && values ? [{ kind: 'Secret', metadata: { name: secretRef.name }, stringData: values }] : [];
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

/** `--env password=SFTP_PASSWORD`: a key of the Secret from a variable of the environment, never from an argument. */
export function fromEnvironment(pairs: readonly string[], { env }: Io): Record<string, string> | undefined {
  if (pairs.length === 0) return undefined;
  const entries = pairs.map((pair) => {
    const [, key, name] = /^([\w.-]+)=([A-Za-z_]\w*)$/.exec(pair) ?? [];
    if (key === undefined || name === undefined) throw new BadInput(`--env takes KEY=VARIABLE, not ${pair}`);
    const value = env[name];
    if (value === undefined) throw new BadInput(`the environment has no variable ${name}`);
    return [key, value];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}
