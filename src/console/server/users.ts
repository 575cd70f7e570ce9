import { group, type Connection } from '../../api/resources.ts';
import type { KubeClient } from '../../runtime/index.ts';

interface Container {
  env?: { valueFrom?: { secretKeyRef?: { name?: string } } }[];
  envFrom?: { secretRef?: { name?: string } }[];
}

interface PodSpec {
  volumes?: { secret?: { secretName?: string }; projected?: { sources?: { secret?: { name?: string } }[] } }[];
  containers?: Container[];
  initContainers?: Container[];
}

interface Workload {
  metadata: { name: string; annotations?: Record<string, string>; labels?: Record<string, string> };
  spec: PodSpec & { template?: { spec?: PodSpec } };
}

const usesMark = `${group}/uses`;

/**
 * Pods and Jobs that use a Connection: they mount its Secret, or name it in a label or annotation.
 * @returns undefined if the person may list neither
 */
export async function usersOf(
  { metadata, spec }: Connection,
  client: KubeClient,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  const namespace = encodeURIComponent(metadata.namespace ?? '');
  const found = await Promise.all(
    [
      ['Job', `/apis/batch/v1/namespaces/${namespace}/jobs`],
      ['Pod', `/api/v1/namespaces/${namespace}/pods`],
    ].map(async ([kind = '', path = '']) => {
      const listed = await client.list<Workload>(path, { query: { limit: 500 }, signal }).catch(() => undefined);
      const users = listed?.items.filter((one) => uses(one, metadata.name, spec.secretRef?.name));
      return users?.map((one) => `${kind} ${one.metadata.name}`);
    }),
  );
  return found.every((users) => users === undefined) ? undefined : found.flatMap((users) => users ?? []);
}

function uses({ metadata, spec }: Workload, connection: string, secret: string | undefined): boolean {
  const named = metadata.annotations?.[usesMark] ?? metadata.labels?.[usesMark] ?? '';
  if (named.split(',').some((name) => name.trim() === connection)) return true;
  return secret !== undefined && secretsOf(spec.template?.spec ?? spec).includes(secret);
}

function secretsOf({ volumes = [], containers = [], initContainers = [] }: PodSpec): (string | undefined)[] {
  const mounted = volumes.flatMap(({ secret, projected }) => [
    secret?.secretName,
    ...(projected?.sources?.map((source) => source.secret?.name) ?? []),
  ]);
  const inEnvironment = [...containers, ...initContainers].flatMap(({ env = [], envFrom = [] }) => [
    ...env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
    ...envFrom.map(({ secretRef }) => secretRef?.name),
  ]);
  return [...mounted, ...inEnvironment];
}
