import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Verdict } from './connectors/index.ts';
import type { Connection } from './api/resources.ts';
import { overdueFrom, statusRefreshMs } from './api/overdue.ts';

interface World {
  wall?: () => number;
  /** For how many ms its test is overdue by what this process knows; default: it knows of none. */
  lateMs?: (connection: Connection) => number;
  /** As times of a status are refreshed. */
  refreshMs?: number;
  /** Whether there is such a Platform: series go with it. Default: each. */
  isPlatform?: (name: string) => boolean;
}

/** Metrics about connections; labels are our own words only: platform, state, outcome, reason. */
export function connectionMetrics(
  registry: Registry,
  connections: () => Iterable<Connection>,
  { wall = Date.now, isPlatform = () => true, lateMs = () => 0, refreshMs = statusRefreshMs }: World = {},
) {
  const tested = testInstruments(registry, isPlatform);
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
  const isLate = (connection: Connection): boolean =>
    !connection.spec.suspend &&
    Math.max(lateMs(connection), wall() - overdueFrom(connection.status ?? {}, refreshMs)) > overdueAfterMs;
  overdueGauge(registry, () => count(connections(), isLate));
  expiryGauge(registry, connections, wall);
  return tested;
}

function testInstruments(registry: Registry, isPlatform: (name: string) => boolean) {
  const seen = new Map<string, Map<string, { outcome: string; reason: string }>>();
  const tests = new Counter({
    name: 'connection_operator_tests_total',
    help: 'Tests that ended, by platform, outcome and reason.',
    labelNames: ['platform', 'outcome', 'reason'],
    registers: [registry],
    /** It is collected before the durations. */
    collect() {
      for (const [platform, labels] of seen) {
        if (platform === '' || isPlatform(platform)) continue;
        for (const one of labels.values()) this.remove({ platform, ...one });
        durations.remove({ platform });
        seen.delete(platform);
      }
    },
  });
  const durations = new Histogram({
    name: 'connection_operator_test_duration_seconds',
    help: 'Duration of tests, by platform.',
    labelNames: ['platform'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return (name: string, verdict: Verdict, durationMs: number): void => {
    const reason = verdict.outcome === 'connected' ? 'Verified' : verdict.reason;
    // Names that no Platform has would make a series for every typing error.
    const platform = reason === 'PlatformNotFound' ? '' : name;
    const labels = { outcome: verdict.outcome, reason };
    seen.set(platform, (seen.get(platform) ?? new Map()).set(`${labels.outcome} ${reason}`, labels));
    tests.inc({ platform, ...labels });
    durations.observe({ platform }, durationMs / 1000);
  };
}

/** Counts statuses that somebody else wrote. */
export function othersCounter(registry: Registry): () => void {
  const counter = new Counter({
    name: 'connection_operator_statuses_of_others_total',
    help: 'Statuses of Connections that somebody else wrote after a test: more than a few mean that another operator tests the same Connections.',
    registers: [registry],
  });
  return () => counter.inc();
}

/** A test that is later than this was forgotten, or the operator was away. */
const overdueAfterMs = 300_000;
const day = 86_400_000;
const expiryDays = [1, 7, 30];

function overdueGauge(registry: Registry, counted: () => number): void {
  new Gauge({
    name: 'connection_operator_connections_overdue',
    help: 'Connections whose next test should have been made five minutes ago, or whose status was not written for that long after it had to be.',
    registers: [registry],
    collect() {
      this.set(counted());
    },
  });
}

function expiryGauge(registry: Registry, connections: () => Iterable<Connection>, wall: () => number): void {
  new Gauge({
    name: 'connection_operator_connections_expiring',
    help: 'Connections whose credential has expired or expires within so many days.',
    labelNames: ['days'],
    registers: [registry],
    collect() {
      const now = wall();
      for (const days of expiryDays)
        this.set(
          { days },
          count(connections(), ({ status }) => at(status?.credentialExpiryTime) - now < days * day),
        );
    },
  });
}

/** NaN, of which every comparison is false, for what there is not. */
function at(time: string | undefined): number {
  return Date.parse(time ?? '');
}

function count(connections: Iterable<Connection>, is: (connection: Connection) => boolean): number {
  let found = 0;
  for (const connection of connections) if (is(connection)) found++;
  return found;
}
