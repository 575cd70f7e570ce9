import { expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../../src/api/connection.gen.ts';
import type { Connection } from '../../../src/api/resources.ts';
import type { TestResult } from '../../../src/reconcilers/result.ts';
import { StatusWriter } from '../../../src/reconcilers/status-writer.ts';
import type { KubeClient } from '../../../src/runtime/index.ts';
import { readSettings } from '../../../src/settings.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeLogger } from '../../support/fake-logger.ts';

const minute = 60_000;
const day = 1440 * minute;
const { signal } = new AbortController();

/** Writes of a day in which nothing changes, by the operator's flags. */
async function writesOfADay(everyMs: number, ...flags: string[]): Promise<number> {
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
  for (const end = clock.now() + day; clock.now() < end; await clock.advance(everyMs)) {
    const connection: Connection = { metadata, spec: { platform: 'box' }, status };
    const update = { kind: 'result', result: connectedAt(clock.now(), everyMs), displayName: 'Box' } as const;
    status = await writer.write(connection, update, signal);
  }
  return writes.length;
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

  expect(await writesOfADay(row.everyMs, ...flags)).toBe(row.writes);
});
