import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { queries } from '../../../scripts/generate/metric-queries.ts';
import { ownMetrics } from '../../../scripts/generate/metrics-page.ts';

interface Rule {
  alert: string;
  expr: string;
  for: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

interface Schema {
  properties?: Record<string, Schema>;
  enum?: string[];
}

const read = (path: string) => readFileSync(path, 'utf8');
const rulesOf = (name: string) =>
  (
    parse(read(`charts/connection-operator/files/alerts/${name}.yaml`)) as { groups: { rules: Rule[] }[] }
  ).groups.flatMap(({ rules }) => rules);
const alerts = [...rulesOf('operator'), ...rulesOf('connections')];

/** Names of metrics in PromQL. */
const metricsIn = (text: string) =>
  [...text.matchAll(/\b(?:connection_operator|kube_connection|workqueue)_\w+/g)].map(([name]) => name);

const defined = new Set(ownMetrics().map(({ name }) => name));

interface StateMetrics {
  spec: { resources: { metricNamePrefix: string; labelsFromPath: object; metrics: { name: string; each: Each }[] }[] };
}
interface Each {
  info?: { labelsFromPath: Record<string, string[]> };
  gauge?: { path: string[] };
  stateSet?: { path: string[]; list: string[] };
}
const stateMetrics = (parse(read('examples/monitoring/kube-state-metrics.yaml')) as StateMetrics).spec.resources[0]!;
const ofEach = new Set(stateMetrics.metrics.map(({ name }) => `${stateMetrics.metricNamePrefix}_${name}`));

const isKnown = (name: string) =>
  ofEach.has(name) || defined.has(name) || defined.has(name.replace(/_(bucket|sum|count)$/, ''));

describe.each(alerts.map((alert) => [alert.alert, alert] as const))('alert %s', (name, { expr, annotations }) => {
  it('looks at metrics that there are', () => {
    expect(metricsIn(expr).filter((metric) => !isKnown(metric))).toEqual([]);
    expect(metricsIn(expr)).not.toEqual([]);
  });

  it('has a page that says what to do', () => {
    expect(existsSync(`docs/runbooks/${name}.md`)).toBe(true);
    expect(annotations['summary']).toMatch(/\.$/);
  });
});

it('has no page without an alert', () => {
  const pages = readdirSync('docs/runbooks').map((file) => file.replace('.md', ''));

  expect(pages.toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted());
});

it('draws only metrics that there are', () => {
  const { panels } = JSON.parse(read('examples/monitoring/dashboard.json')) as {
    panels: { targets: { expr: string }[] }[];
  };
  const drawn = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => metricsIn(expr)));

  expect(drawn.length).toBeGreaterThan(panels.length - 2);
  expect(drawn.filter((metric) => !isKnown(metric))).toEqual([]);
});

describe('the page of the metrics', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const made = sources.flatMap((file) => [...read(`src/${file}`).matchAll(/new (?:Counter|Gauge|Histogram)\b/g)]);

  it('has every metric that the code makes', () => {
    expect(defined.size).toBe(made.length);
  });

  it.each(queries.map(({ query }) => [query] as const))('asks for metrics that there are: %s', (query) => {
    expect(metricsIn(query)).not.toEqual([]);
    expect(metricsIn(query).filter((metric) => !isKnown(metric))).toEqual([]);
  });

  const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));

  it.each(pages.filter((page) => metricsIn(read(`docs/${page}`)).length > 0))(
    '%s names metrics that there are',
    (page) => {
      expect(metricsIn(read(`docs/${page}`)).filter((metric) => !isKnown(metric))).toEqual([]);
    },
  );
});

describe('kube-state-metrics', () => {
  const crd = parse(read('charts/connection-operator/files/crds/connection-operator.dev_connections.yaml')) as {
    spec: { versions: { schema: { openAPIV3Schema: Schema } }[] };
  };
  const schema = crd.spec.versions[0]!.schema.openAPIV3Schema;
  const at = (path: string[]) => path.reduce<Schema | undefined>((found, part) => found?.properties?.[part], schema);
  const paths = stateMetrics.metrics.flatMap(({ each }) =>
    [each.gauge?.path, each.stateSet?.path, ...Object.values(each.info?.labelsFromPath ?? {})].filter(
      (path) => path !== undefined,
    ),
  );

  it.each(paths.map((path) => [path.join('.'), path] as const))('finds %s in a Connection', (_name, path) => {
    expect(at(path)).toBeDefined();
  });

  it('has every state', () => {
    const listed = stateMetrics.metrics.find(({ name }) => name === 'state')?.each.stateSet?.list ?? [];

    expect(listed.toSorted()).toEqual(at(['status', 'state'])?.enum?.toSorted());
  });
});
