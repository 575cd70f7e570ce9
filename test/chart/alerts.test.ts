import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { judgePath } from '../../dev/judges/judges.ts';

/** What promtool says of the alerts that the chart ships: when each fires, and when it does not. */
const promtool = judgePath('promtool');
if (promtool === undefined)
  process.stderr.write('!!! NOT TESTED: alerts by promtool: node dev/judges/cli.ts builds it\n');

const files = ['operator', 'connections'].map((name) =>
  resolve(`charts/connection-operator/files/alerts/${name}.yaml`),
);
const connection = 'namespace="team",name="files"';
const hour = 3600;

interface Row {
  alert: string;
  /** A value a minute, in promtool's notation. */
  series: [string, string];
  quiet: string;
  firing: string;
}

const rows: Row[] = [
  { alert: 'ConnectionOperatorDown', series: ['connection_operator_leader', '0x99'], quiet: '4m', firing: '6m' },
  {
    alert: 'ConnectionOperatorCRDMissing',
    series: ['connection_operator_crd_missing{crd="connections.connection-operator.dev"}', '1x99'],
    quiet: '4m',
    firing: '6m',
  },
  {
    alert: 'ConnectionsOverdue',
    series: ['connection_operator_connections_overdue', '2x99'],
    quiet: '14m',
    firing: '16m',
  },
  {
    alert: 'ConnectionsFailed',
    series: ['connection_operator_connections{state="Failed"}', '1x99'],
    quiet: '14m',
    firing: '16m',
  },
  {
    alert: 'ConnectionsUndecided',
    series: ['connection_operator_connections{state="Retrying"}', '1x99'],
    quiet: '59m',
    firing: '61m',
  },
  {
    alert: 'ConnectionsExpiring',
    series: ['connection_operator_connections_expiring{days="7"}', '1x99'],
    quiet: '59m',
    firing: '61m',
  },
  {
    alert: 'ConnectionOperatorBlind',
    series: ['connection_operator_watches_denied', '1x99'],
    quiet: '29m',
    firing: '31m',
  },
  {
    alert: 'ConnectionOperatorBehind',
    series: ['connection_operator_queue_depth', '101x99'],
    quiet: '9m',
    firing: '11m',
  },
  {
    alert: 'ConnectionFailed',
    series: [`kube_connection_state{${connection},state="Failed"}`, '1x99'],
    quiet: '14m',
    firing: '16m',
  },
  // promtool's clock begins at 0: this credential expires six days later.
  {
    alert: 'ConnectionExpiring',
    series: [`kube_connection_credential_expiry_seconds{${connection}}`, `${6 * 24 * hour}x99`],
    quiet: '59m',
    firing: '61m',
  },
  // Due at 0, so late by more than an hour from the 61st minute on.
  {
    alert: 'ConnectionOverdue',
    series: [`kube_connection_next_test_seconds{${connection}}`, '0x99'],
    quiet: '75m',
    firing: '77m',
  },
];

const quietSeries: [string, string][] = [
  ['connection_operator_leader', '1x99'],
  ['connection_operator_crd_missing{crd="connections.connection-operator.dev"}', '0x99'],
  ['connection_operator_connections_overdue', '0x99'],
  ['connection_operator_connections{state="Failed"}', '0x99'],
  ['connection_operator_connections{state="Retrying"}', '0x99'],
  ['connection_operator_connections{state="Connected"}', '40x99'],
  ['connection_operator_connections_expiring{days="7"}', '0x99'],
  ['connection_operator_connections_expiring{days="30"}', '3x99'],
  ['connection_operator_watches_denied', '0x99'],
  ['connection_operator_queue_depth', '100x99'],
  [`kube_connection_state{${connection},state="Failed"}`, '0x99'],
  [`kube_connection_state{${connection},state="Connected"}`, '1x99'],
  [`kube_connection_credential_expiry_seconds{${connection}}`, `${8 * 24 * hour}x99`],
  [`kube_connection_next_test_seconds{${connection}}`, `0+60x99`],
];

async function promtoolSays(...args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(promtool ?? 'promtool', args);
  return stdout + stderr;
}

/** @param times - at this time so many alerts of this name fire. @throws with what promtool found in their place. */
async function expectFiring(
  series: readonly [string, string][],
  times: readonly [string, string, number][],
): Promise<void> {
  const unitTest = {
    rule_files: files,
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: series.map(([name, values]) => ({ series: name, values })),
        promql_expr_test: times.map(([time, alert, value]) => ({
          expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) or vector(0)`,
          eval_time: time,
          exp_samples: [{ labels: '{}', value }],
        })),
      },
    ],
  };
  const folder = await mkdtemp(join(tmpdir(), 'promtool-'));
  try {
    const path = join(folder, 'test.yaml');
    await writeFile(path, JSON.stringify(unitTest));
    expect(await promtoolSays('test', 'rules', path)).toContain('SUCCESS');
  } finally {
    await rm(folder, { recursive: true });
  }
}

(promtool === undefined ? describe.skip : describe)('promtool', () => {
  it('finds nothing wrong with the rules', async () => {
    expect(await promtoolSays('check', 'rules', '--lint=all', '--lint-fatal', ...files)).toContain('SUCCESS');
  });

  it.each(rows)('$alert fires after its time and not before', async ({ alert, series, quiet, firing }) => {
    await expectFiring(
      [series],
      [
        [quiet, alert, 0],
        [firing, alert, 1],
      ],
    );
  });

  it('none fires while all is well', async () => {
    await expectFiring(
      quietSeries,
      rows.map(({ alert }) => ['90m', alert, 0]),
    );
  });
});
