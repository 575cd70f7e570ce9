import type { MetricObject } from 'prom-client';
import { connectionMetrics, othersCounter } from '../../src/connection-metrics.ts';
import { missingGauge } from '../../src/missing-crds.ts';
import { editInstrument, holdsGauge, requestInstrument, throttledCounter } from '../../src/pressure-metrics.ts';
import { leaderGauge, shardGauges, watchGauges } from '../../src/process-metrics.ts';
import { createMetrics } from '../../src/runtime/index.ts';
import type { GeneratedFile } from './files.ts';
import { bullets, code, generatedNote, markdown, table } from './markdown.ts';
import { queries } from './metric-queries.ts';

const intro =
  "In Prometheus' format, at `/metrics`. Labels are the operator's own words: never an account or a host; `reflector` is the resource, with namespace and name where no more is watched. Series of a Platform or of a watch go with it. With these come those of the process (`process_*`, `nodejs_*`); those of the lag of the event loop, `nodejs_eventloop_lag_seconds` excepted, are at least 0.05, for it is looked at so often. Alerts, the dashboard, and series of each Connection: [operations](operations.md#metrics).";

/** docs/metrics.md: every metric of the operator, as the code defines it. */
export async function metricsPage(): Promise<GeneratedFile[]> {
  const rows = ownMetrics().map(row);
  const head = ['Metric', 'Type', 'Labels', 'Unit', 'What it is'];
  const examples = queries.map(({ query, what }) => `${what}: ${code(query)}`);
  return [
    await markdown('docs/metrics.md', [
      generatedNote,
      '# Metrics',
      intro,
      table(head, rows),
      '## Queries',
      bullets(examples),
    ]),
  ];
}

/** What is in the type of no metric, and in every metric. */
interface Defined extends MetricObject {
  labelNames?: readonly string[];
}

/** All but those of the process, by name. */
export function ownMetrics(): Defined[] {
  const { registry } = createMetrics('connection_operator_');
  connectionMetrics(registry, () => []);
  othersCounter(registry);
  requestInstrument(registry);
  throttledCounter(registry);
  editInstrument(registry);
  holdsGauge(registry, () => 0);
  leaderGauge(registry, () => false);
  shardGauges({ index: 0, of: 1 }, registry);
  watchGauges(registry, { denied: () => 0, all: () => [] });
  missingGauge(registry, { isMissing: () => false });
  const own = registry.getMetricsAsArray().filter(({ name }) => /^(connection_operator|workqueue)_/.test(name));
  return own.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function row({ name, type, labelNames = [], help }: Defined): string[] {
  const labels = labelNames.filter((label) => label !== 'le');
  return [code(name), String(type), labels.map(code).join(', '), unitOf(name), help];
}

/** Prometheus has the unit in the name. */
function unitOf(name: string): string {
  return /_seconds(_total)?$/.test(name) ? 'seconds' : '';
}
