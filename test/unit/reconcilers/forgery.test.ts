import { describe, expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../../src/api/connection.gen.ts';
import type { Connection } from '../../../src/api/resources.ts';
import type { Platform, Verdict } from '../../../src/connectors/index.ts';
import { causeOf, remember } from '../../../src/reconcilers/connection-state.ts';
import { OwnStatuses } from '../../../src/reconcilers/own-statuses.ts';
import type { TestResult } from '../../../src/reconcilers/result.ts';
import { contradictsItself } from '../../../src/reconcilers/status-consistency.ts';
import { nextStatus } from '../../../src/reconcilers/status.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const now = Date.UTC(2030, 0, 1);
const hour = 3_600_000;
const inputs = { uid: 'u', generation: 1, secret: { uid: 's', resourceVersion: '7' }, dependencies: 'built-in' };
const verdicts = {
  Connected: { outcome: 'connected', credential: 'Accepted', account: { id: '1' }, access: {}, checks: [] },
  Failed: { outcome: 'failed', credential: 'NotAccepted', reason: 'CredentialsRejected', checks: [] },
  Inconclusive: { outcome: 'inconclusive', credential: 'NotSent', reason: 'TimedOut', checks: [] },
} satisfies Record<string, Verdict>;

function connectionOf(status: ConnectionStatus, resourceVersion = '10', spec: object = {}): Connection {
  const metadata = { name: 'c', namespace: 'ns', uid: 'u', resourceVersion, generation: 1 };
  return { metadata, spec: { platform: 'box', secretRef: { name: 's' }, ...spec }, status };
}

function written(outcome: keyof typeof verdicts): ConnectionStatus {
  const verdict = verdicts[outcome];
  const counts = { failures: 1, inconclusive: outcome === 'Inconclusive' ? 1 : 0, knownGood: false, fresh: true };
  const times = { endedAt: now, durationMs: 5, nextAt: now + hour };
  const result: TestResult = { inputs, verdict, method: 'jwt', request: undefined, ...times, ...counts };
  return nextStatus(connectionOf({}), { kind: 'result', result, displayName: 'Box' }, now);
}

/** What the API server makes of it: another order of keys. */
function stored<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => stored(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]: [string, unknown]) => [key, stored(item)])) as T;
}

const outcomes = ['Connected', 'Failed', 'Inconclusive'] as const;
const forgeries: [string, keyof typeof verdicts, Partial<ConnectionStatus>][] = [
  ['Connected over a Failed', 'Failed', { conditions: written('Connected').conditions! }],
  ['Connected over an Inconclusive', 'Inconclusive', { conditions: written('Connected').conditions! }],
  ['Failed over a Connected', 'Connected', { conditions: written('Failed').conditions! }],
  [
    'Ready alone',
    'Failed',
    {
      conditions: written('Failed').conditions!.map((one) => (one.type === 'Ready' ? { ...one, status: 'True' } : one)),
    },
  ],
  ['the state', 'Failed', { state: 'Connected' }],
  ['no conditions', 'Failed', { conditions: [] }],
];

describe('a status that contradicts the test that it tells of', () => {
  it.each(outcomes)('is none that was written: %s', (outcome) => {
    expect(contradictsItself(written(outcome))).toBe(false);
  });

  it('is none of a suspended connection', () => {
    const suspended = nextStatus(connectionOf(written('Connected')), { kind: 'suspended', isChanged: false }, now);

    expect(contradictsItself(suspended)).toBe(false);
  });

  it('is one whose verdict was withdrawn for a test that never ended', () => {
    expect(contradictsItself(nextStatus(connectionOf(written('Connected')), { kind: 'changed' }, now))).toBe(true);
  });

  it.each(forgeries)('is tested anew after a restart: %s', (_name, outcome, forged) => {
    const connection = connectionOf({ ...written(outcome), ...forged });

    const state = remember(connection, { clock: new FakeClock(now) });

    expect(causeOf(state, connection, inputs, now)).toBe('first');
  });
});

describe('the date of the next test, after a restart', () => {
  const dueAfter = (status: Partial<ConnectionStatus>, test?: object) => {
    const connection = connectionOf({ ...written('Connected'), ...status }, '10', test ? { test } : {});
    return (remember(connection, { clock: new FakeClock(now) }).tested?.nextAt ?? Infinity) - now;
  };

  it('is believed where it can be right', () => {
    expect(dueAfter({})).toBe(hour);
  });

  it.each<[string, keyof typeof verdicts, object, number]>([
    ['an interval and its spread at most', 'Connected', {}, 1.1 * hour],
    ['two hours, where that is the interval', 'Connected', { interval: '2h' }, 2.2 * hour],
    ['at once, where no test is ever due', 'Connected', { interval: '0s' }, 0],
    ['a day and its spread, where a hold may be what it is for', 'Failed', {}, 26.4 * hour],
  ])('is %s', (_name, outcome, test, atMost) => {
    expect(dueAfter({ ...written(outcome), nextTestTime: '2099-01-01T00:00:00Z' }, test)).toBeCloseTo(atMost, 0);
  });

  it('is not put off again by every restart', () => {
    const lastTest = { ...written('Failed').lastTest, time: new Date(now - 26 * hour).toISOString() };

    expect(dueAfter({ ...written('Failed'), nextTestTime: '2099-01-01T00:00:00Z', lastTest })).toBeCloseTo(
      0.4 * hour,
      0,
    );
  });

  it.each([
    ['Connected', hour],
    ['Failed', hour],
    ['Inconclusive', hour],
  ] as const)('is within an interval where the last test was of the future: %s', (outcome, atMost) => {
    const lastTest = { ...written(outcome).lastTest, time: '2098-01-01T00:00:00Z' };

    expect(dueAfter({ ...written(outcome), nextTestTime: '2099-01-01T00:00:00Z', lastTest })).toBeLessThanOrEqual(
      atMost,
    );
  });

  it('is as far off as the Platform allows a test', () => {
    const platform = { name: 'box', spec: { budget: { callsPerDay: 4 } } } as unknown as Platform;
    const cache = { platform: () => ({ platform, version: '1' }) };
    const connection = connectionOf({ ...written('Connected'), nextTestTime: new Date(now + 6 * hour).toISOString() });

    expect(remember(connection, { clock: new FakeClock(now), cache }).tested?.nextAt).toBe(now + 6 * hour);
  });

  it('is soon where somebody has taken it out, and never where none is wanted', () => {
    const { nextTestTime: _taken, ...rest } = written('Connected');
    const of = (test: object) =>
      remember(connectionOf(rest, '10', { test }), { clock: new FakeClock(now) }).tested?.nextAt;

    expect(of({ interval: '1h' })).toBeLessThanOrEqual(now + 60_000);
    expect(of({ interval: '0s' })).toBeUndefined();
  });
});

describe('own statuses', () => {
  async function writtenAs(version: string, status = written('Failed')) {
    const ours = new OwnStatuses();
    await ours.writing('u', status, () => Promise.resolve(version));
    return { ours, status };
  }

  it.each<[string, string, (status: ConnectionStatus) => ConnectionStatus, number | undefined]>([
    ['ours', '20', stored, undefined],
    ['ours with another label', '21', stored, undefined],
    ['an older one of ours', '19', () => written('Connected'), undefined],
    ['with other times', '21', (status) => ({ ...stored(status), nextTestTime: '2099-01-01T00:00:00Z' }), undefined],
    ...forgeries
      .filter(([, outcome]) => outcome === 'Failed')
      .map(([name, , forged]): [string, string, (status: ConnectionStatus) => ConnectionStatus, number] => [
        name,
        '21',
        (status) => ({ ...stored(status), ...forged }),
        0,
      ]),
    ['a binding', '21', (status) => ({ ...stored(status), binding: { name: 'another' } }), 0],
    ['an account', '21', (status) => ({ ...stored(status), account: { id: 'another' } }), 0],
    ['nothing left', '21', () => ({}), 0],
  ])('%s, seen at %s', async (_name, version, seen, waitMs) => {
    const { ours, status } = await writtenAs('20');

    expect(ours.waitMs(connectionOf(seen(status), version), status, now)).toBe(waitMs);
  });

  it('compares what was found at the start with what comes after', () => {
    const ours = new OwnStatuses();
    const found = connectionOf(written('Failed'), '5');

    expect(ours.waitMs(found, found.status!, now)).toBeUndefined();
    expect(ours.waitMs(connectionOf(written('Connected'), '6'), found.status!, now)).toBe(0);
  });

  it('are written again once in ten seconds, so that two writers do not fight without end', async () => {
    const { ours, status } = await writtenAs('20');
    const forged = connectionOf(written('Connected'), '21');
    ours.restored(forged, now);

    expect(ours.waitMs(forged, status, now + 1)).toBe(9999);
    expect(ours.waitMs(forged, status, now + 10_000)).toBe(0);
  });

  it('are not told from others while one is being written', async () => {
    const { ours, status } = await writtenAs('20');
    const { promise, resolve } = Promise.withResolvers<string>();
    const writing = ours.writing('u', written('Connected'), () => promise);
    const seen = connectionOf(stored(written('Connected')), '21');

    expect(ours.waitMs(seen, status, now)).toBeUndefined();
    expect(ours.waitMs(connectionOf(written('Inconclusive'), '21'), status, now)).toBe(1000);
    resolve('21');
    await writing;
    expect(ours.waitMs(seen, status, now)).toBe(0);
  });
});
