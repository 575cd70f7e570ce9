import { describe, expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../src/api/connection.gen.ts';
import { keySecret } from '../support/faults/cluster.ts';
import { hour, minute } from '../support/faults/day.ts';
import { right } from '../support/faults/server.ts';
import { World } from '../support/faults/world.ts';

/** Statuses have a seal, with which the next operator knows its own: with `interval: 0s` nothing else would ever correct a forged one. */
type Status = NonNullable<ConnectionStatus>;

const names = ['good', 'bad'];

/** Two Connections, of which one is found good and the other is not. The operator that found that out is gone. */
async function left(interval = '0s', count = 1): Promise<World> {
  const world = new World();
  world.secret('good', right);
  world.secret('bad', 'wrong');
  for (const name of names)
    for (let n = 0; n < count; n += 1)
      world.connect(n === 0 ? name : `${name}-${n}`, { secretRef: { name }, test: { interval } });
  world.start();
  await world.advance(2 * minute);
  expect([world.said('good'), world.said('bad')]).toEqual(['Connected', 'Failed CredentialsRejected']);
  world.replica.kill();
  return world;
}

const statusOf = (world: World, name: string): Status => structuredClone(world.connection(name)!.status!);

function write(world: World, name: string, status: object): void {
  world.cluster.put('Connection', name, { status: JSON.parse(JSON.stringify(status)) as Status });
}

/** All that a test of the other one brought to light, with the versions of its own Secret: nothing contradicts itself. */
function verdictOf(world: World, other: string, name: string): Status {
  const { lastTest, state, conditions, account, access, checks, binding } = statusOf(world, other);
  const { secret, credential } = statusOf(world, name).lastTest!;
  const facts = { lastTest: { ...lastTest, secret, credential }, state, conditions, account, access, checks, binding };
  return { ...statusOf(world, name), ...facts } as Status;
}

function withoutSeal({ lastTest: { seal: _seal, ...lastTest } = {}, ...status }: Status): object {
  return { ...status, lastTest };
}

const sent = (world: World, password = right) =>
  world.server.signIns.filter((signIn) => signIn.password === password).length;

async function restarted(world: World, ms = 5000): Promise<void> {
  world.restart();
  await world.advance(ms);
}

describe('what is forged while no operator runs, with interval 0s', () => {
  it.each<[string, (world: World) => object, number]>([
    ['a whole Connected', (world) => verdictOf(world, 'good', 'bad'), 5000],
    ['and its seal taken out', (world) => withoutSeal(verdictOf(world, 'good', 'bad')), hour],
    ['and the seal of another Connection', (world) => ({ ...statusOf(world, 'good') }), 5000],
  ])('does not stand over a Failed: %s', async (_name, forged, withinMs) => {
    const world = await left();
    write(world, 'bad', forged(world));
    await restarted(world, withinMs);

    expect(world.said('bad')).toBe('Failed CredentialsRejected');
    expect(statusOf(world, 'bad').account).toBeUndefined();
    expect(sent(world, 'wrong')).toBe(2);
  });

  it.each<[string, (status: Status) => object, number]>([
    ['another account', (status) => ({ ...status, account: { id: 'somebody' } }), 5000],
    ['other rights', (status) => ({ ...status, access: { write: 'Granted' } }), 5000],
    ['another account, without a seal', (status) => withoutSeal({ ...status, account: { id: 'somebody' } }), hour],
    ['another version of the Secret', (status) => ({ ...status, lastTest: { ...status.lastTest, method: 'x' } }), 5000],
  ])('does not stand in a Connected: %s', async (_name, forged, withinMs) => {
    const world = await left();
    const before = statusOf(world, 'good');
    write(world, 'good', forged(before));
    await restarted(world, withinMs);

    const { account, access, lastTest } = statusOf(world, 'good');
    expect([account, access, lastTest?.method]).toEqual([before.account, before.access, before.lastTest?.method]);
    expect(sent(world)).toBe(2);
  });

  it.each(['503', 'silent'] as const)('is no verdict where the platform says nothing of it: %s', async (mode) => {
    const world = await left();
    write(world, 'bad', verdictOf(world, 'good', 'bad'));
    world.server.mode = mode;
    await restarted(world, 2 * minute);

    const { account, conditions = [] } = statusOf(world, 'bad');
    expect(world.said('bad')).not.toBe('Connected');
    expect([account, conditions.filter(({ status }) => status === 'True').map(({ type }) => type)]).toEqual([
      undefined,
      ['Reconciling'],
    ]);
  });

  it('is no verdict while the Connection is suspended', async () => {
    const world = await left();
    write(world, 'bad', { ...verdictOf(world, 'good', 'bad'), state: 'Suspended' });
    world.connect('bad', { suspend: true });
    await restarted(world);

    const { conditions = [] } = statusOf(world, 'bad');
    expect(conditions.filter(({ status }) => status === 'True')).toEqual([]);
    expect(sent(world, 'wrong')).toBe(1);
  });
});

describe('a field of a status that somebody changed while no operator ran, with interval 0s, is written again', () => {
  const time = '2030-06-01T00:00:00Z';

  it.each<[string, (status: Status) => object]>([
    ['checks', (status) => ({ checks: (status.checks ?? []).slice(1) })],
    ['checks that are more', ({ checks = [] }) => ({ checks: checks.map((one) => ({ ...one, result: 'Failed' })) })],
    ['account', ({ account }) => ({ account: { ...account, email: 'somebody@example.com' } })],
    ['account of an administrator', ({ account }) => ({ account: { ...account, administrator: true } })],
    ['displayName', () => ({ displayName: 'Somebody' })],
    ['binding', () => ({ binding: { name: 'another' } })],
    ['credentialExpiresAt', () => ({ credentialExpiresAt: time })],
    ['consecutiveFailures', () => ({ consecutiveFailures: 7 })],
    ['nextTestTime', () => ({ nextTestTime: time })],
    [
      'conditions',
      ({ conditions = [] }) => ({ conditions: conditions.map((one) => ({ ...one, message: 'Forged.' })) }),
    ],
    [
      'time of conditions',
      ({ conditions = [] }) => ({ conditions: conditions.map((one) => ({ ...one, lastTransitionTime: time })) }),
    ],
    ['lastTest', ({ lastTest }) => ({ lastTest: { ...lastTest, time } })],
    ['lastTest that took no time', ({ lastTest }) => ({ lastTest: { ...lastTest, durationMs: 0 } })],
    ['a field that nobody knows', () => ({ forged: true })],
  ])('%s', async (_name, change) => {
    const world = await left();
    const before = statusOf(world, 'good');
    const changed = change(before);
    expect({ ...before, ...changed }).not.toEqual(before);
    write(world, 'good', { ...before, ...changed });
    await restarted(world, 2 * minute);

    const after = statusOf(world, 'good') as unknown as Record<string, unknown>;
    expect(sent(world)).toBe(2);
    for (const [field, forged] of Object.entries(changed)) expect(after[field]).not.toEqual(forged);
    expect(world.said('good')).toBe('Connected');
  });
});

describe('an older status of the same Connection', () => {
  it.each<[string, (world: World) => void]>([
    ['of another Secret', (world) => world.secret('good', 'wrong')],
    ['of another spec', (world) => world.connect('good', { displayName: 'Another' })],
  ])('does not stand: %s', async (_name, change) => {
    const world = await left();
    const old = statusOf(world, 'good');
    change(world);
    await restarted(world);
    world.replica.kill();
    const told = world.server.signIns.length;
    write(world, 'good', old);
    await restarted(world, 2 * minute);

    expect(world.server.signIns.length).toBeGreaterThan(told);
  });

  it('is tested at once where its next test is over by now', async () => {
    const world = await left('5m');
    const old = statusOf(world, 'good');
    await restarted(world, hour);
    world.replica.kill();
    const told = sent(world);
    write(world, 'good', old);
    await restarted(world, 2 * minute);

    expect(sent(world)).toBeGreaterThan(told);
  });
});

describe('statuses that nobody touched', () => {
  it('cost a restart no test and no write', async () => {
    const world = await left();
    const { writes } = world.cluster;
    for (let n = 0; n < 3; n += 1) {
      await restarted(world, hour);
      world.replica.kill();
    }

    expect([sent(world), sent(world, 'wrong'), world.cluster.writes - writes]).toEqual([1, 1, 0]);
  });

  it.each<[string, (world: World) => void]>([
    [
      'without a seal, as an earlier version left them',
      (world) => {
        for (const name of all) write(world, name, withoutSeal(statusOf(world, name)));
      },
    ],
    ['of another cluster', (world) => (world.cluster.keys = keySecret())],
  ])('are tested once within the hour, one after the other: %s', async (_name, change) => {
    const world = await left('0s', 20);
    change(world);
    let chance = 0;
    Object.assign(world.cluster.clock, { random: () => (chance = (chance + 0.618) % 1) });
    const before = sent(world);
    const { writes } = world.cluster;
    await restarted(world, 6 * minute);
    expect(sent(world) - before).toBeLessThan(10);
    await world.advance(55 * minute);

    expect(sent(world) - before).toBe(20);
    expect(world.cluster.writes - writes).toBeLessThan(200);
    const seals = all.map((name) => statusOf(world, name).lastTest?.seal);
    expect(new Set(seals).size).toBe(20);
    await restarted(world, hour);
    expect(sent(world) - before).toBe(20);
  });

  it('are tested once by an operator with another key', async () => {
    const world = await left();
    world.cluster.keys = keySecret(Buffer.alloc(32, 1).toString('base64'));
    for (let n = 0; n < 3; n += 1) await restarted(world, hour);

    expect([sent(world), sent(world, 'wrong')]).toEqual([2, 2]);
  });
});

const all = ['good', ...Array.from({ length: 19 }, (_, n) => `good-${n + 1}`)];
