import { describe, expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../src/api/connection.gen.ts';
import { hour, minute } from '../support/faults/day.ts';
import { right } from '../support/faults/server.ts';
import { World } from '../support/faults/world.ts';

/** What somebody writes into a status while no operator runs: the next one is not kept from testing, and finds out what is true. */
const far = '2099-01-01T00:00:00Z';
const year = 365 * 24 * hour;

type Forge = (status: ConnectionStatus, now: number) => Partial<ConnectionStatus> | undefined;

/** Two Connections, of which one is found good and the other is not. The operator that found that out is gone. */
async function left(isKeyKept = true): Promise<World> {
  const world = new World();
  if (!isKeyKept) world.cluster.keys = undefined;
  world.secret('good', right);
  world.secret('bad', 'wrong');
  for (const name of ['good', 'bad']) world.connect(name, { secretRef: { name }, test: { interval: '1h' } });
  world.start();
  await world.advance(5000);
  expect([world.said('good'), world.said('bad')]).toEqual(['Connected', 'Failed CredentialsRejected']);
  world.replica.kill();
  return world;
}

function forge(world: World, name: string, forged: Forge): void {
  const status = structuredClone(world.connection(name)!.status!);
  const after = { ...status, ...forged(status, world.cluster.clock.now()) };
  world.cluster.put('Connection', name, { status: JSON.parse(JSON.stringify(after)) as ConnectionStatus });
}

/** All that a test of the other one brought to light, of which nothing contradicts itself. */
const whole = (world: World, other: string): Partial<ConnectionStatus> => {
  const { lastTest, state, conditions, account, access, checks, binding } = world.connection(other)!.status!;
  return { lastTest, state, conditions, account, access, checks, binding } as Partial<ConnectionStatus>;
};

/** With the versions of its own Secret, as somebody writes it who has read the source. */
const verdictOf =
  (world: World, other: string, test: object = {}): Forge =>
  ({ lastTest: { secret, credential } = {} }) => {
    const there = whole(world, other);
    return { ...there, lastTest: { ...there.lastTest, secret, credential, ...test } } as Partial<ConnectionStatus>;
  };

/** In this time the next operator says what is true. */
const bad: [string, (world: World) => Forge, number][] = [
  ['Connected alone', (world) => () => ({ conditions: whole(world, 'good').conditions! }), 5000],
  ['the state alone', () => () => ({ state: 'Connected' }), 5000],
  ['the state of a suspended one', () => () => ({ state: 'Suspended' }), 5000],
  ['no last test', () => () => ({ lastTest: undefined }) as unknown as Partial<ConnectionStatus>, 2 * minute],
  ['a whole verdict', (world) => verdictOf(world, 'good'), 1.1 * hour],
  [
    'and the next test in 2099',
    (world) =>
      (...of) => ({ ...verdictOf(world, 'good')(...of), nextTestTime: far }),
    1.1 * hour,
  ],
  [
    'and the last one too',
    (world) =>
      (...of) => ({ ...verdictOf(world, 'good', { time: far })(...of), nextTestTime: far }),
    1.1 * hour,
  ],
  [
    'and no next one',
    (world) =>
      (...of) => ({ ...verdictOf(world, 'good')(...of), nextTestTime: undefined as never }),
    2 * minute,
  ],
];

describe('a forged Connected over a Failed', () => {
  it.each(bad)('%s', async (_name, forged, withinMs) => {
    const world = await left();
    forge(world, 'bad', forged(world));
    world.restart();
    await world.advance(withinMs);

    expect(world.said('bad')).toBe('Failed CredentialsRejected');
    const { account, binding, nextTestTime = '' } = world.connection('bad')!.status!;
    expect([account, binding]).toEqual([undefined, undefined]);
    expect(Date.parse(nextTestTime) - world.cluster.clock.now()).toBeLessThan(27 * hour);
    expect(world.server.signIns.filter(({ username }) => username === 'u-bad').length).toBeLessThanOrEqual(2);
  });

  it('is not sent more than twice a day for it, as long as its attempts are left there', async () => {
    const world = await left();
    for (let restart = 0; restart < 8; restart += 1) {
      forge(world, 'bad', (...of) => ({ ...verdictOf(world, 'good')(...of), nextTestTime: undefined as never }));
      world.restart();
      await world.advance(2 * hour);
      world.replica.kill();
    }

    expect(world.server.signIns.filter(({ username }) => username === 'u-bad')).toHaveLength(2);
  });
});

const good: [string, (world: World) => Forge, number][] = [
  ['Failed alone', (world) => () => ({ conditions: whole(world, 'bad').conditions! }), 5000],
  ['another account', () => () => ({ account: { id: 'somebody' } }), 1.1 * hour],
  [
    'a whole verdict, and the next test in 2099',
    (world) =>
      (...of) => ({ ...verdictOf(world, 'bad')(...of), nextTestTime: far }),
    26.5 * hour,
  ],
  [
    'and tests without number',
    (world) =>
      (...of) => ({ ...verdictOf(world, 'bad')(...of), nextTestTime: far, consecutiveFailures: -(2 ** 31) }),
    26.5 * hour,
  ],
];

describe('a forged Failed over a Connected', () => {
  it.each(good)('%s', async (_name, forged, withinMs) => {
    const world = await left();
    forge(world, 'good', forged(world));
    world.restart();
    await world.advance(withinMs);

    expect(world.said('good')).toBe('Connected');
    expect(world.connection('good')!.status!.account).toEqual({ id: '1', name: '1' });
  });
});

describe('without the key of seals, what a whole verdict says of its own dates is not believed', () => {
  const noDate = { nextTestTime: undefined as never };

  it.each<[string, object, object, number]>([
    ['the next test in 2099', {}, { nextTestTime: far }, 1.2 * hour],
    ['the last one too', { time: far }, { nextTestTime: far }, 1.2 * hour],
    ['the last one before all tests', { time: '0001-01-01T00:00:00Z' }, { nextTestTime: far }, 2 * minute],
    ['no next one', {}, noDate, 2 * minute],
    ['a next one that is no date', {}, { nextTestTime: 'tomorrow' }, 2 * minute],
  ])('%s', async (_name, test, more, withinMs) => {
    const world = await left(false);
    forge(world, 'bad', (...of) => ({ ...verdictOf(world, 'good', test)(...of), ...more }));
    world.restart();
    await world.advance(withinMs);

    expect(world.said('bad')).toBe('Failed CredentialsRejected');
  });
});

describe('dates of the future, beside an operator that is restarted every twenty hours', () => {
  async function afterRestarts(world: World): Promise<string> {
    for (let restart = 0; restart < 3; restart += 1) {
      world.restart();
      await world.advance(20 * hour);
    }
    expect(world.server.signIns.filter(({ username }) => username === 'u-good').length).toBeGreaterThan(2);
    return world.said('good');
  }

  it.each([true, false])('of the last test stop no tests for good, with a key: %s', async (isKeyKept) => {
    const world = await left(isKeyKept);
    forge(world, 'good', (...of) => ({ ...verdictOf(world, 'bad', { time: far })(...of), nextTestTime: far }));

    expect(await afterRestarts(world)).toBe('Connected');
  });

  it('of attempts stop none, in the status of another Connection too', async () => {
    const world = await left();
    const { credential = '' } = world.connection('good')!.status!.lastTest!;
    const refused = (at: number) => ({
      credential,
      account: 'a',
      time: new Date(at).toISOString(),
      ending: 'Refused' as const,
      sender: 'other',
    });
    forge(world, 'good', verdictOf(world, 'bad'));
    forge(world, 'bad', (_status, now) => ({ attempts: [1, 2].map((n) => refused(now + n * year)) }));

    expect(await afterRestarts(world)).toBe('Connected');
    expect(JSON.stringify(world.connection('bad')!.status!.attempts ?? [])).not.toMatch(/"203[1-9]/);
  });
});
