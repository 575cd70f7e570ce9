import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { readFileSync } from 'node:fs';
import type { Connection } from '../../../src/api/resources.ts';
import { connectionMetrics } from '../../../src/connection-metrics.ts';
import { createMetrics } from '../../../src/runtime/index.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const inMs = (ms: number) => new Date(now + ms).toISOString();
const minute = 60_000;
const day = 86_400_000;

function connection(status: object, spec: object = {}): Connection {
  return { metadata: { name: 'c', namespace: 'a' }, spec: { platform: 'sftp', ...spec }, status } as Connection;
}

async function valuesOf(connections: Connection[]): Promise<string[]> {
  const registry = new Registry();
  connectionMetrics(
    registry,
    () => connections,
    () => now,
  );
  return (await registry.metrics())
    .split('\n')
    .filter((line) => /_(overdue|expiring)[ {]/.test(line) && !line.startsWith('#'));
}

it('counts what should have been tested, and what expires', async () => {
  const found = await valuesOf([
    connection({ nextTestTime: inMs(-6 * minute) }),
    connection({ nextTestTime: inMs(-4 * minute) }),
    connection({ nextTestTime: inMs(-6 * minute) }, { suspend: true }),
    connection({ nextTestTime: inMs(minute), credentialExpiryTime: inMs(-day) }),
    connection({ credentialExpiryTime: inMs(6 * day) }),
    connection({ credentialExpiryTime: inMs(29 * day) }),
    connection({ credentialExpiryTime: inMs(31 * day) }),
    connection({}),
  ]);

  expect(found).toEqual([
    'connection_operator_connections_overdue 1',
    'connection_operator_connections_expiring{days="1"} 1',
    'connection_operator_connections_expiring{days="7"} 2',
    'connection_operator_connections_expiring{days="30"} 3',
  ]);
});

it('has every metric on its page', async () => {
  const { registry, reflector } = createMetrics('connection_operator_');
  reflector('connections');
  connectionMetrics(registry, () => []);
  const names = registry
    .getMetricsAsArray()
    .map(({ name }) => name)
    .filter((name) => name.startsWith('connection_operator_'));
  const page = readFileSync('docs/operations.md', 'utf8');

  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
