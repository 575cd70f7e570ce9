import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Verdict } from './connectors/index.ts';
import type { Connection } from './api/resources.ts';

/** Metrics about connections; labels are our own words only: platform, state, outcome, reason. */
export function connectionMetrics(registry: Registry, connections: () => Iterable<Connection>) {
  const tests = new Counter({
    name: 'connection_operator_tests_total',
    help: 'Tests that ended, by platform, outcome and reason.',
    labelNames: ['platform', 'outcome', 'reason'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'connection_operator_test_duration_seconds',
    help: 'Duration of tests, by platform.',
    labelNames: ['platform'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  new Gauge({
    name: 'connection_operator_connections',
    help: 'Connections, by state.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { status } of connections()) this.inc({ state: status?.state ?? 'Pending' });
    },
  });
  return (platform: string, verdict: Verdict, durationMs: number): void => {
    const reason = verdict.outcome === 'connected' ? 'Verified' : verdict.reason;
    // Names that no Platform has would make a series for every typing error.
    const label = reason === 'PlatformNotFound' ? '' : platform;
    tests.inc({ platform: label, outcome: verdict.outcome, reason });
    durations.observe({ platform: label }, durationMs / 1000);
  };
}
