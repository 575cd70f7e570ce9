import { statusRefreshMs } from '../api/overdue.ts';
import { ApiError, KubeClient, NetworkError, type Clock, type SharedKubeConfig, isApiError } from '../runtime/index.ts';
import { clockCheck } from './clock-check.ts';
import { fail, ok, warn, type Diagnosis, type Finding } from './diagnosis.ts';
import { installedCheck } from './installed-check.ts';
import { overdueCheck } from './overdue-check.ts';
import { findOperators, operatorCheck } from './operator-check.ts';
import { operatorRights, yourRights } from './rights-check.ts';

export interface DiagnoseOptions {
  config: SharedKubeConfig;
  clock: Clock;
  /** Of the Connections and Secrets that are asked about. */
  namespace: string;
  /** The operator's ServiceAccount; default: that of the Deployment that the chart installs, where it can be seen. */
  operator?: { namespace: string; serviceAccount: string } | undefined;
  signal: AbortSignal;
}

/**
 * Looks at what must hold between a person, a cluster and the operator: reads, and asks for rights; changes nothing. A check
 * that the person may not make is a warning, never an error.
 * @throws the signal's reason
 */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { config, clock, namespace, signal } = options;
  const seen: { skewMs?: number } = {};
  const client = new KubeClient(config, {
    clock,
    userAgent: 'connection-doctor',
    onServerDate: (serverMs) => (seen.skewMs = serverMs - Date.now()),
  });
  const first = await apiServerCheck(client, signal);
  if (first.result === 'fail') return { checks: [first] };
  const nowMs = Date.now() + (seen.skewMs ?? 0);
  const at = { client, namespace, nowMs, signal };
  const found = await findOperators(at);
  const account = options.operator ?? found[0]?.account;
  const operators = found.length > 0 ? found : [undefined];
  const checks = [
    Promise.resolve(clockCheck(seen.skewMs)),
    guarded('crds', installedCheck(at)),
    guarded('your-rights', yourRights(at)),
    ...operators.map((operator) => guarded('operator', operatorCheck(operator, at))),
    guarded('operator-rights', operatorRights(account, at)),
    guarded('tests', overdueCheck(at, Math.max(...found.map(({ refreshMs }) => refreshMs), statusRefreshMs))),
  ];
  return { checks: [first, ...(await Promise.all(checks)).flat()] };
}

/** What the API server refuses for a reason of its own says nothing of what was asked, and stops no other check. */
async function guarded(name: string, check: Promise<Finding>): Promise<Finding> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof ApiError) return warn(name, `Not checked: ${error.message}.`);
    if (error instanceof NetworkError) return warn(name, 'Not checked: the API server did not respond in time.');
    throw error;
  }
}

async function apiServerCheck(client: KubeClient, signal: AbortSignal): Promise<Finding> {
  const name = 'api-server';
  try {
    const { gitVersion } = await client.get<{ gitVersion: string }>('/version', { signal });
    return ok(name, `The API server responds (Kubernetes ${gitVersion}).`);
  } catch (error) {
    signal.throwIfAborted();
    const hint = 'Check the context of your kubeconfig with `kubectl version`.';
    if (error instanceof NetworkError) return fail(name, 'The API server does not respond.', hint);
    if (isApiError(error, 401))
      return fail(name, 'The API server does not know you (401).', 'Sign in to the cluster again.');
    return warn(name, 'The API server does not tell its version to you.', hint);
  }
}
