import { apiVersion, type Connection } from '../api/resources.ts';
import { isApiError } from '../runtime/index.ts';
import { nearest } from '../connectors/index.ts';
import type { Cluster } from './cluster.ts';
import { BadInput } from './exit.ts';

/** Of the Connections of a namespace, or of one of them. */
export function connectionsPath(namespace: string, name = ''): string {
  const all = `/apis/${apiVersion}/namespaces/${encodeURIComponent(namespace)}/connections`;
  return name === '' ? all : `${all}/${encodeURIComponent(name)}`;
}

type Where = Pick<Cluster, 'client' | 'namespace'> & { signal: AbortSignal };

/** One Connection of the cluster. @throws BadInput if there is none of this name */
export async function connectionNamed(name: string, { client, namespace, signal }: Where): Promise<Connection> {
  try {
    return await client.get<Connection>(connectionsPath(namespace, name), { signal });
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new BadInput(
      `there is no Connection ${name} in namespace ${namespace}${await meant(name, { client, namespace, signal })}`,
    );
  }
}

function isMissing(error: unknown): boolean {
  return isApiError(error, 404);
}

/** The nearest name, where the person may list them. */
async function meant(name: string, { client, namespace, signal }: Where): Promise<string> {
  const found = await client
    .get<{ items: Connection[] }>(connectionsPath(namespace), { signal })
    .catch(() => ({ items: [] }));
  const near = nearest(
    name,
    found.items.map(({ metadata }) => metadata.name),
  );
  return near === undefined ? '' : `: perhaps ${near} is meant`;
}
