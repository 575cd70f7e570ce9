import { expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../src/api/connection.gen.ts';
import { minute } from '../support/faults/day.ts';
import { right } from '../support/faults/server.ts';
import { World } from '../support/faults/world.ts';

type Attempts = NonNullable<ConnectionStatus['attempts']>;

/** Attempts of others are taken over from a status, and nothing else that is written beside them. */
const other = (n: number, time: string): Attempts[number] => ({
  credential: String(n).padStart(43, 'x'),
  time,
  sender: `other-${n}`,
});

it.each<[string, (own: Attempts, time: string, turn: number) => Attempts]>([
  ['as they were', (own) => own],
  ['and one of another sender', (own, time) => [...own, other(1, time)]],
  ['and another one each time', (own, time, turn) => [...own, other(turn, time)]],
  ['of another sender alone', (_own, time) => [other(1, time)]],
  ['taken out', () => []],
])('a forged Connected does not stand while the operator runs, with the attempts %s', async (_what, forged) => {
  const world = new World();
  world.secret('good', right);
  world.secret('bad', 'wrong');
  for (const name of ['good', 'bad']) world.connect(name, { secretRef: { name }, test: { interval: '0s' } });
  world.start();
  await world.advance(2 * minute);
  const { state, conditions, account } = world.connection('good')!.status!;

  for (const turn of [1, 2, 3]) {
    const { attempts = [], ...status } = world.connection('bad')!.status!;
    const time = new Date(world.cluster.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
    const lie = { ...status, state, conditions, account, attempts: forged(attempts, time, turn) };
    world.cluster.put('Connection', 'bad', { status: JSON.parse(JSON.stringify(lie)) as ConnectionStatus });
    expect(world.said('bad')).toBe('Connected');

    await world.advance(minute);

    expect(world.said('bad')).toBe('Failed CredentialsRejected');
  }
  world.replica.kill();
});

it('a status of before does not stand either, with an attempt of another sender', async () => {
  const world = new World();
  world.secret('s', right);
  world.connect('c', { test: { interval: '0s' } });
  world.start();
  await world.advance(2 * minute);
  const { status: before } = world.connection('c')!;
  world.secret('s', 'wrong');
  await world.advance(2 * minute);
  expect(world.said('c')).toBe('Failed CredentialsRejected');

  const attempts = [other(1, before!.lastTest!.time!)];
  world.cluster.put('Connection', 'c', { status: { ...before, attempts } });
  await world.advance(minute);

  expect(world.said('c')).toBe('Failed CredentialsRejected');
  world.replica.kill();
});

it.each(['no test', 'no seal'])('nor one with %s', async (without) => {
  const world = new World();
  world.secret('s', 'wrong');
  world.connect('c', { test: { interval: '0s' } });
  world.start();
  await world.advance(2 * minute);
  const { lastTest, conditions = [], ...status } = world.connection('c')!.status!;
  const { seal: _seal, ...test } = lastTest!;
  const lie = {
    ...status,
    state: 'Connected',
    conditions: conditions.map((one) =>
      one.type === 'Connected' ? { ...one, status: 'True', reason: 'Verified' } : one,
    ),
    attempts: [other(1, test.time!)],
    ...(without === 'no test' ? {} : { lastTest: { ...test, time: '2031-01-01T00:00:00Z' } }),
  };
  world.cluster.put('Connection', 'c', { status: lie as ConnectionStatus });
  expect(world.said('c')).toBe('Connected');
  await world.advance(minute);

  expect(world.said('c')).toBe('Failed CredentialsRejected');
  world.replica.kill();
});
