import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConsole, type ConsoleOptions, type RunningConsole } from '../../../src/console/server/start.ts';
import { egressPolicy } from '../../../src/connectors/index.ts';
import { loadKubeConfig, systemClock } from '../../../src/runtime/index.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { FakeLogger } from '../fake-logger.ts';

export interface OverOptions {
  kubeconfig?: string | undefined;
  page: string;
  clock?: ConsoleOptions['clock'];
  reach?: Partial<ConsoleOptions['reach']>;
  /** Shows all namespaces, not that of the suite alone. */
  everywhere?: boolean;
}

export function consoleOver(
  cluster: Cluster,
  { kubeconfig, page, clock = systemClock, reach, everywhere }: OverOptions,
): Promise<RunningConsole> {
  process.env['KUBECONFIG'] = kubeconfig ?? process.env['TEST_KUBECONFIG'];
  return startConsole({
    config: loadKubeConfig(),
    clock,
    log: new FakeLogger(),
    reach: { egress: egressPolicy({ allow: ['127.0.0.0/8'] }), ...reach },
    page,
    namespace: everywhere ? undefined : cluster.namespace,
  });
}

/** The server over a page of one line, for tests that look at what it answers. */
export async function consoleWithoutPage(cluster: Cluster, kubeconfig?: string): Promise<RunningConsole> {
  const page = await mkdtemp(join(tmpdir(), 'console-page-'));
  await writeFile(join(page, 'index.html'), '<title>{{nonce}}</title>');
  return consoleOver(cluster, { kubeconfig, page });
}
