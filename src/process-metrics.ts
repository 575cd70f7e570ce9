import { Gauge, type Registry } from 'prom-client';
import type { KubeObject, Reflector, Shard } from './runtime/index.ts';

export function leaderGauge(registry: Registry, leads: () => boolean): void {
  new Gauge({
    name: 'connection_operator_leader',
    help: '1 while this replica tests and writes, 0 while it stands by.',
    registers: [registry],
    collect() {
      this.set(leads() ? 1 : 0);
    },
  });
}

export function shardGauges({ index, of }: Shard, registry: Registry): void {
  const registers = [registry];
  new Gauge({ name: 'connection_operator_shard', help: 'Which shard this is, from 0.', registers }).set(index);
  const help = 'How many shards there have to be.';
  new Gauge({ name: 'connection_operator_shards', help, registers }).set(of);
}

interface Watching {
  /** How many watches are not granted. */
  denied: () => number;
  all: () => Iterable<Pick<Reflector<KubeObject>, 'name' | 'ageMs'>>;
}

export function watchGauges(registry: Registry, { denied, all }: Watching): void {
  new Gauge({
    name: 'connection_operator_watches_denied',
    help: 'Watches that the API server does not grant: of Secrets of a namespace, for instance.',
    registers: [registry],
    collect() {
      this.set(denied());
    },
  });
  new Gauge({
    name: 'connection_operator_watch_age_seconds',
    help: 'Time since a watch was last heard of (a list, an event, or the bookmark of each minute), by reflector.',
    labelNames: ['reflector'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { name, ageMs } of all()) this.set({ reflector: name }, ageMs / 1000);
    },
  });
}
