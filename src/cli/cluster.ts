import type { KubeClient, SharedKubeConfig } from '../runtime/index.ts';
import { BadInput } from './exit.ts';

/** The flags that kubectl has too. */
export interface ClusterFlags {
  kubeconfig?: string | undefined;
  context?: string | undefined;
  namespace?: string | undefined;
}

export interface Cluster {
  client: KubeClient;
  namespace: string;
  close(): Promise<void>;
}

/** A person's kubeconfig. @throws BadInput */
export async function configOf({ kubeconfig, context }: ClusterFlags): Promise<SharedKubeConfig> {
  // Loaded when it is first needed: a test of files asks no cluster.
  const { SharedKubeConfig, loadKubeConfig } = await import('../runtime/index.ts');
  let config;
  try {
    config = kubeconfig === undefined ? loadKubeConfig() : new SharedKubeConfig();
    if (kubeconfig !== undefined) config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new BadInput(`cannot read the kubeconfig: ${(error as Error).message}`);
  }
  if (context !== undefined) {
    if (!config.getContextObject(context)) throw new BadInput(`the kubeconfig has no context ${context}`);
    config.setCurrentContext(context);
  }
  return config;
}

/** The cluster of a person's kubeconfig, with the person's rights. @throws BadInput */
export async function clusterOf(flags: ClusterFlags): Promise<Cluster> {
  const { KubeClient, systemClock } = await import('../runtime/index.ts');
  const config = await configOf(flags);
  const own = config.getContextObject(config.getCurrentContext())?.namespace;
  return {
    client: new KubeClient(config, { clock: systemClock, userAgent: 'connection' }),
    namespace: flags.namespace ?? own ?? 'default',
    close: () => config.close(),
  };
}
