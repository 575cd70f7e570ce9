import { randomUUID } from 'node:crypto';
import type { Registry } from 'prom-client';
import { leaderGauge, shardGauges } from './process-metrics.ts';
import { Lease, type Clock, type KubeClient, type Logger, type SharedKubeConfig } from './runtime/index.ts';
import type { Settings } from './settings.ts';

export interface LeadershipOptions {
  settings: Settings;
  config: SharedKubeConfig;
  client: KubeClient;
  clock: Clock;
  log: Logger;
  registry: Registry;
  /** Name of this replica; two processes may have the same. */
  instance: string;
  onLost?: (() => void) | undefined;
}

/** Whether this replica tests and writes: from its start, or with `--leader-elect` while it holds the Lease. */
export class Leadership {
  readonly #lease: Lease | undefined;
  readonly #onLost: () => void;
  #hasBegun = false;

  constructor({ settings, registry, onLost = () => {}, ...options }: LeadershipOptions) {
    this.#onLost = onLost;
    if (settings.leaderElect) this.#lease = leaseOf(settings, options);
    leaderGauge(registry, () => this.leads);
    shardGauges(settings.shard, registry);
  }

  get leads(): boolean {
    return this.#hasBegun && (this.#lease?.isHeld ?? true);
  }

  /**
   * Resolves once this replica leads.
   * @throws the signal's reason when it aborts first.
   */
  async begin(signal: AbortSignal): Promise<void> {
    await this.#lease?.acquire(signal);
    this.#hasBegun = true;
    void this.#lease?.lost.then(this.#onLost);
  }

  /** Lets another replica lead at once. */
  async end(): Promise<void> {
    await this.#lease?.release();
    this.#hasBegun = false;
  }
}

type LeaseParts = Pick<LeadershipOptions, 'config' | 'client' | 'clock' | 'log' | 'instance'>;

function leaseOf({ lease }: Settings, { config, instance, ...parts }: LeaseParts): Lease {
  const own = config.getContextObject(config.getCurrentContext())?.namespace;
  return new Lease({
    ...parts,
    monotonicMs: () => performance.now(),
    namespace: lease.namespace ?? own ?? 'default',
    name: lease.name,
    identity: `${instance}_${randomUUID()}`,
  });
}
