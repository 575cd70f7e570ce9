import type { ConnectionAccount, ConnectionRequires } from '../../api/connection.gen.ts';
import { apiVersion, type Connection, type PlatformObject } from '../../api/resources.ts';
import { registry, validatePlatform, type Platform } from '../../connectors/index.ts';
import { clusterObjects } from '../../inputs/objects.ts';
import { isApiError } from '../../runtime/index.ts';
import type { Cluster } from '../cluster.ts';
import { BadInput } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Say } from './talk.ts';

/** What is signed in to, with all that is known of it. */
export interface Target {
  platform: Platform;
  method: string | undefined;
  config: Readonly<Record<string, unknown>>;
  requires?: ConnectionRequires | undefined;
  /** Keys of the Secret that is there. */
  secret: Readonly<Record<string, string>>;
  /** The Connection that is mended. */
  mends?: { name: string; secretName: string; account: ConnectionAccount | undefined } | undefined;
}

/** A Connection of the cluster, with the client that its Secret holds. @throws BadInput */
export async function targetIn(
  cluster: Cluster,
  { name, method, io, say }: { name: string; method: string | undefined; io: Io; say: Say },
): Promise<Target> {
  const path = `/apis/${apiVersion}/namespaces/${cluster.namespace}/connections/${encodeURIComponent(name)}`;
  const { spec, status } = await cluster.client.get<Connection>(path, { signal: io.signal }).catch((error: unknown) => {
    if (!isApiError(error, 404)) throw error;
    throw new BadInput(`${name} is no platform, and no Connection in namespace ${cluster.namespace}`);
  });
  const secretName = spec.secretRef?.name;
  if (secretName === undefined) throw new BadInput(`Connection ${name} has no spec.secretRef to store the keys in`);
  return {
    platform: registry.get(spec.platform) ?? (await platformIn(cluster, spec.platform, io)),
    method: method ?? spec.method,
    config: spec.config ?? {},
    requires: spec.requires,
    secret: await keysIn(cluster, secretName, io, say),
    mends: { name, secretName, account: status?.account },
  };
}

async function keysIn(cluster: Cluster, name: string, { signal }: Io, say: Say): Promise<Record<string, string>> {
  const found = await clusterObjects(cluster.client, cluster.namespace, signal).get('Secret', name);
  if (found === 'forbidden') say(`You may not read Secret ${name}: what it holds of the client has to be given.`);
  if (typeof found === 'string') return {};
  return Object.fromEntries(
    Object.entries(found.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]),
  );
}

async function platformIn({ client }: Cluster, name: string, { signal }: Io): Promise<Platform> {
  const path = `/apis/${apiVersion}/platforms/${encodeURIComponent(name)}`;
  const { spec } = await client.get<PlatformObject>(path, { signal });
  const [mistake] = validatePlatform(spec);
  if (mistake) throw new BadInput(mistake.message);
  return { name, spec };
}
