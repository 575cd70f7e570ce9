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
