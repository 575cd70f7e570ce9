import { durationMs } from '../api/duration.ts';
import { statusRefreshMs } from '../api/overdue.ts';
import { isApiError } from '../runtime/index.ts';
import type { At } from './at.ts';
import { fail, ok, warn, type Finding } from './diagnosis.ts';

interface Deployment {
  metadata: { name: string; namespace?: string };
  spec: { replicas?: number; template: { spec: { serviceAccountName?: string; containers?: { args?: string[] }[] } } };
  status?: { readyReplicas?: number };
}

interface LeaseObject {
  spec?: { holderIdentity?: string; renewTime?: string; leaseDurationSeconds?: number };
}

export interface FoundOperator {
  namespace: string;
  name: string;
  wanted: number;
  ready: number;
  account: { namespace: string; serviceAccount: string };
  /** How often times of a status are refreshed at most. */
  refreshMs: number;
}

const path = (namespace: string, kind: string, name: string) =>
  `/apis/coordination.k8s.io/v1/namespaces/${namespace}/${kind}/${encodeURIComponent(name)}`;

/** The Deployments of the chart, one for each shard; none where the person may not look for them. */
export async function findOperators({ client, signal }: At): Promise<FoundOperator[]> {
  const query = { labelSelector: 'app.kubernetes.io/name=connection-operator' };
  const found = await unlessRefused(client.list<Deployment>('/apis/apps/v1/deployments', { query, signal }));
  return (found?.items ?? []).map(foundOperator);
}

function foundOperator({ metadata, spec, status }: Deployment): FoundOperator {
  const namespace = metadata.namespace ?? 'default';
  return {
    namespace,
    name: metadata.name,
    wanted: spec.replicas ?? 1,
    ready: status?.readyReplicas ?? 0,
    account: { namespace, serviceAccount: spec.template.spec.serviceAccountName ?? 'default' },
    refreshMs: refreshOf((spec.template.spec.containers ?? []).flatMap(({ args = [] }) => args)),
  };
}

/** As the chart writes the flag. */
function refreshOf(args: readonly string[]): number {
  const [, interval] = args.flatMap(
    (arg) => /^--status-refresh-interval=((?:\d+(?:\.\d+)?(?:ms|s|m|h))+)$/.exec(arg) ?? [],
  );
  return interval === undefined ? statusRefreshMs : durationMs(interval);
}

/** Whether the operator is at work: its Pods are ready, and with several of them one holds the Lease. */
export async function operatorCheck(operator: FoundOperator | undefined, at: At): Promise<Finding> {
  const name = 'operator';
  if (!operator)
    return warn(
      name,
      'No Deployment of the operator can be seen.',
      'It may run outside the cluster, or you may not list Deployments.',
    );
  const { namespace, name: own, wanted, ready } = operator;
  const logs = `Look at: kubectl -n ${namespace} logs deployment/${own}`;
  if (wanted === 0) return fail(name, `The operator ${namespace}/${own} is scaled to 0.`, 'Scale it to 1.');
  if (ready === 0) return fail(name, `No Pod of the operator ${namespace}/${own} is ready.`, logs);
  const lease = wanted > 1 ? await leaseProblem(operator, at) : undefined;
  if (lease !== undefined) return fail(name, lease, logs);
  return ok(name, `The operator ${namespace}/${own} runs (${ready} of ${wanted} ready).`);
}

/** When the replica that holds the Lease said last that it is there; undefined where there is none to be seen. */
export async function renewedAt(operator: FoundOperator, at: At): Promise<number | undefined> {
  const renewTime = Date.parse((await leaseOf(operator, at))?.spec?.renewTime ?? '');
  return Number.isNaN(renewTime) ? undefined : renewTime;
}

function leaseOf({ namespace, name }: FoundOperator, { client, signal }: At): Promise<LeaseObject | undefined> {
  return unlessRefused(client.get<LeaseObject>(path(namespace, 'leases', name), { signal }));
}

async function leaseProblem(operator: FoundOperator, at: At): Promise<string | undefined> {
  const { namespace, name } = operator;
  const lease = await leaseOf(operator, at);
  if (!lease) return undefined;
  const { holderIdentity = '', renewTime = '', leaseDurationSeconds = 0 } = lease.spec ?? {};
  if (holderIdentity === '') return `No replica of the operator holds the Lease ${namespace}/${name}.`;
  const overMs = at.nowMs - Date.parse(renewTime) - leaseDurationSeconds * 1000;
  if (overMs <= 0) return undefined;
  return `The Lease ${namespace}/${name} expired ${Math.round(overMs / 1000)} s ago, and nobody has taken it.`;
}

/** What is there; undefined where it is not, or the person may not see it. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isApiError(error, 403, 404)) return undefined;
    throw error;
  }
}
