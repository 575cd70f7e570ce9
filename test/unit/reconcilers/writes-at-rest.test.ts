import { expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../../src/api/connection.gen.ts';
import { overdueFrom } from '../../../src/api/overdue.ts';
import type { Connection } from '../../../src/api/resources.ts';
import type { TestResult } from '../../../src/reconcilers/result.ts';
import { StatusWriter } from '../../../src/reconcilers/status-writer.ts';
import { wallOf, type KubeClient } from '../../../src/runtime/index.ts';
import { readSettings } from '../../../src/settings.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeLogger } from '../../support/fake-logger.ts';

const minute = 60_000;
const day = 1440 * minute;
const { signal } = new AbortController();

interface Day {
  writes: number;
  /** For how long a status called the Connection overdue although it was tested, at worst. */
  overdueMs: number;
}

/** A day in which nothing changes, with a test after each of these delays in turn, by the operator's flags. */
async function dayOf(delays: readonly number[], ...flags: string[]): Promise<Day> {
  const clock = new FakeClock();
  const writes: string[] = [];
  const client = {
    jsonPatch: async () => ({ metadata: { resourceVersion: String(writes.push('status')) } }),
    create: async () => writes.push('event'),
  } as unknown as KubeClient;
  const { statusRefreshMs: refreshMs } = readSettings(flags, {});
  const writer = new StatusWriter({ client, clock, log: new FakeLogger(), refreshMs, instance: 'test' });
  const metadata = { name: 'c', namespace: 'ns', uid: 'uid', resourceVersion: '1', generation: 1 };
  let status: ConnectionStatus = {};
  let overdueMs = 0;
  const end = clock.now() + day;
  for (let turn = 0; clock.now() < end; turn++) {
    const delay = delays[turn % delays.length]!;
    const connection: Connection = { metadata, spec: { platform: 'box' }, status };
    if (turn > 0) overdueMs = Math.max(overdueMs, wallOf(clock) - overdueFrom(status, refreshMs));
    const update = { kind: 'result', result: connectedAt(clock.now(), delay), displayName: 'Box' } as const;
    status = await writer.write(connection, update, signal);
    await clock.advance(delay);
  }
  return { writes: writes.length, overdueMs };
}

function connectedAt(now: number, everyMs: number): TestResult {
  return {
    inputs: { uid: 'uid', generation: 1, secret: { uid: 's', resourceVersion: '1' }, dependencies: 'built-in' },
    verdict: { outcome: 'connected', credential: 'Accepted', account: { id: '1' }, access: {}, checks: [] },
    method: 'jwt',
    endedAt: now,
    durationMs: 12 + (now % 7),
    fresh: false,
    knownGood: true,
    nextAt: now + everyMs,
    request: undefined,
    inconclusive: 0,
    failures: 0,
  };
}

it.each([
  { tested: 'every hour, the default', everyMs: 60 * minute, flags: [], writes: 24 },
  { tested: 'every 10 minutes', everyMs: 10 * minute, flags: [], writes: 48 },
  { tested: 'every 10 s', everyMs: minute / 6, flags: [], writes: 48 },
  { tested: 'every hour, with a longer refresh', everyMs: 60 * minute, flags: ['12h'], writes: 2 },
])('$tested, an unchanged Connection is written $writes times a day, by its times alone', async (row) => {
  const flags = row.flags.flatMap((time) => ['--status-refresh-interval', time]);

  expect(await dayOf([row.everyMs], ...flags)).toMatchObject({ writes: row.writes });
});

it.each([
  ['every 10 s', [minute / 6]],
  ['every 29 minutes', [29 * minute]],
  ['every 31 minutes', [31 * minute]],
  ['with back-off, then hourly', [minute / 6, minute / 3, minute, 60 * minute, 60 * minute]],
  ['with a hold of a day', [minute, day, 5 * minute]],
  ['after times of every length', [minute, 29 * minute, 2 * minute, 45 * minute, 28 * minute, 10 * minute]],
])('one that is tested %s is never called overdue', async (_case, delays) => {
  expect((await dayOf(delays)).overdueMs).toBeLessThanOrEqual(0);
});
