import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import type { Connection } from '../../../src/api/resources.ts';
import { connectionMetrics } from '../../../src/connection-metrics.ts';
import type { Verdict } from '../../../src/connectors/index.ts';
import { editInstrument, holdsGauge, requestInstrument, throttledCounter } from '../../../src/pressure-metrics.ts';
import { watchGauges } from '../../../src/process-metrics.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const inMs = (ms: number) => new Date(now + ms).toISOString();
const minute = 60_000;
const day = 86_400_000;

function connection(status: object, spec: object = {}): Connection {
  return { metadata: { name: 'c', namespace: 'a' }, spec: { platform: 'sftp', ...spec }, status } as Connection;
}

async function valuesOf(connections: Connection[]): Promise<string[]> {
  const registry = new Registry();
  connectionMetrics(registry, () => connections, { wall: () => now });
  return (await registry.metrics())
    .split('\n')
    .filter((line) => /_(overdue|expiring)[ {]/.test(line) && !line.startsWith('#'));
}

it('counts what should have been tested, and what expires', async () => {
  const found = await valuesOf([
    connection({ nextTestTime: inMs(-6 * minute) }),
    connection({ nextTestTime: inMs(-4 * minute) }),
    // Tested every 5 minutes; the times are written every 30.
    connection({ nextTestTime: inMs(-24 * minute), lastTest: { time: inMs(-29 * minute) } }),
    connection({ nextTestTime: inMs(-61 * minute), lastTest: { time: inMs(-66 * minute) } }),
    connection({ nextTestTime: inMs(-6 * minute) }, { suspend: true }),
    connection({ nextTestTime: inMs(minute), credentialExpiryTime: inMs(-day) }),
    connection({ credentialExpiryTime: inMs(6 * day) }),
    connection({ credentialExpiryTime: inMs(29 * day) }),
    connection({ credentialExpiryTime: inMs(31 * day) }),
    connection({}),
  ]);

  expect(found).toEqual([
    'connection_operator_connections_overdue 2',
    'connection_operator_connections_expiring{days="1"} 1',
    'connection_operator_connections_expiring{days="7"} 2',
    'connection_operator_connections_expiring{days="30"} 3',
  ]);
});

it('counts what this process has not tested in time, whatever the status says', async () => {
  const registry = new Registry();
  const fresh = connection({ nextTestTime: inMs(minute), lastTest: { time: inMs(0) } });
  let lateMs = 4 * minute;
  connectionMetrics(registry, () => [fresh], { wall: () => now, lateMs: () => lateMs });

  expect(await registry.metrics()).toContain('connection_operator_connections_overdue 0');
  lateMs = 6 * minute;
  expect(await registry.metrics()).toContain('connection_operator_connections_overdue 1');
});

it('drops the series of a Platform that is no more', async () => {
  const registry = new Registry();
  const known = new Set(['box', 'own']);
  const tested = connectionMetrics(registry, () => [], { isPlatform: (name) => known.has(name) });
  const verdict = { outcome: 'failed', reason: 'CredentialsRejected', credential: 'NotAccepted' } as Verdict;
  for (const name of known) tested(name, verdict, 100);
  tested('typo', { ...verdict, reason: 'PlatformNotFound' } as Verdict, 1);
  const platforms = async () => new Set((await registry.metrics()).match(/(?<=platform=")\w*/g));

  expect(await platforms()).toEqual(new Set(['box', 'own', '']));
  known.delete('own');
  expect(await platforms()).toEqual(new Set(['box', '']));
});

it('tells of requests, throttling, edits and holds', async () => {
  const registry = new Registry();

  const request = requestInstrument(registry);
  request(204, 20);
  request(undefined, 500);
  throttledCounter(registry)(1500);
  editInstrument(registry)('secret', 40);
  holdsGauge(registry, () => 2);
  watchGauges(registry, { denied: () => 1, all: () => [{ name: 'connections', ageMs: 3000 }] });
  const text = await registry.metrics();

  for (const line of [
    'connection_operator_platform_request_duration_seconds_sum{class="2xx"} 0.02',
    'connection_operator_platform_request_duration_seconds_sum{class="error"} 0.5',
    'connection_operator_throttled_seconds_total 1.5',
    'connection_operator_edit_to_verdict_seconds_sum{edited="secret"} 0.04',
    'connection_operator_credentials_held 2',
    'connection_operator_watch_age_seconds{reflector="connections"} 3',
  ])
    expect(text).toContain(line);
});
