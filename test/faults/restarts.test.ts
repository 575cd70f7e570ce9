import { afterAll, describe, expect, it } from '@jest/globals';
import { Day, hour, minute } from '../support/faults/day.ts';

/** How often a wrong password goes out although processes end, as often as they like and whenever they like. */
const table: [scenario: string, attempts: number][] = [];

afterAll(() => {
  const rows = table.map(([name, attempts]) => `| ${name} | ${attempts} | 2 |`);
  process.stdout.write(
    ['| Scenario, over restarts | attempts | at most |', '| --- | --- | --- |', ...rows, ''].join('\n'),
  );
});

async function wrong(): Promise<Day> {
  const world = new Day();
  world.isKeyKept = true;
  world.restart();
  await world.clock.advance(0);
  world.secret('s', 'wrong');
  world.connect('c');
  return world;
}

/** The rest of the 24 hours passes too. */
async function twice(scenario: string, world: Day): Promise<void> {
  await world.clock.advance(world.begin + 24 * hour - world.clock.now());
  const attempts = world.most(24 * hour);
  table.push([scenario, attempts]);
  expect(attempts).toBeGreaterThan(0);
  expect(attempts).toBeLessThanOrEqual(2);
}

describe('at most twice a day, whatever ends', () => {
  it('ten restarts, with a label of the Secret after each', async () => {
    const world = await wrong();
    await world.every(hour, 10 * hour, () => {
      world.restart();
      world.touch('Secret', 's');
    });

    await twice('ten restarts, and a label after each', world);
    expect(world.status('c')?.state).toBe('Failed');
  });

  it('ten restarts, and asked for another look each time', async () => {
    const world = await wrong();
    await world.every(hour, 10 * hour, (turn) => {
      world.restart();
      world.edit('c', { displayName: `Name ${turn}` });
    });

    expect(world.status('c')).toMatchObject({ state: 'Failed', lastTest: { reason: 'CredentialsRejected' } });
    await twice('ten restarts, and an edit after each', world);
  });

  it('killed at each status write of a result', async () => {
    const world = await wrong();
    world.losesResults = true;
    await world.every(10 * minute, 2 * hour, (turn) => turn > 0 && world.restart());

    await twice('killed at each status write', world);
  });

  it('no status can be written', async () => {
    const world = await wrong();
    world.isStatusLost = true;
    await world.every(10 * minute, 2 * hour, (turn) => turn > 0 && world.restart());

    await twice('role on status lost, and restarts', world);
  });

  it('another Connection of the same credential, made after the restart', async () => {
    const world = await wrong();
    await world.every(hour, 3 * hour, () => {});
    world.restart();
    world.connect('again');
    await world.every(hour, 3 * hour, () => {});

    await twice('another Connection after a restart', world);
  });
});

describe('deleted, and made again after a restart', () => {
  async function again(world: Day): Promise<void> {
    await world.every(hour, 3 * hour, () => {});
    world.remove('c');
    await world.clock.advance(minute);
    world.restart();
    world.connect('c');
    await world.every(hour, 3 * hour, () => {});
  }

  it('while another Connection of the same credential stays: at most twice', async () => {
    const world = await wrong();
    world.connect('other');
    await again(world);

    await twice('deleted and made again over a restart, beside another Connection', world);
  });

  it('as the only one: its count goes with it, so that it begins anew, once', async () => {
    const world = await wrong();
    await again(world);
    await world.clock.advance(world.begin + 24 * hour - world.clock.now());

    expect(world.most(24 * hour)).toBeGreaterThan(0);
    expect(world.most(24 * hour)).toBeLessThanOrEqual(4);
  });
});

it('says that the test waits where no earlier process was told what is wrong', async () => {
  const world = await wrong();
  world.answer = { outcome: 'inconclusive', reason: 'UnexpectedReply' };
  await world.clock.advance(1000);
  world.restart();
  world.edit('c', { displayName: 'Another' });
  await world.clock.advance(1000);

  const { state, lastTest, nextTestTime, conditions = [] } = world.status('c')!;
  expect({ state, reason: lastTest?.reason }).toEqual({ state: 'Retrying', reason: 'TestDelayed' });
  expect(conditions[0]?.message).toContain('this credential was sent and not accepted');
  expect(Date.parse(nextTestTime ?? '')).toBeGreaterThan(world.clock.now());
});

it('counts the values of an account across restarts', async () => {
  const world = await wrong();
  await world.every(minute, 20 * minute, (turn) => {
    world.restart();
    world.secret('s', `value-${turn}`);
  });

  expect(world.most(hour)).toBeLessThanOrEqual(6);
});

it('tests a good password after each restart, and keeps nothing of attempts', async () => {
  const world = await wrong();
  world.answer = { outcome: 'connected' };
  await world.every(hour, 5 * hour, () => world.restart());

  expect(world.sent.length).toBeGreaterThanOrEqual(5);
  expect(world.status('c')?.state).toBe('Connected');
  expect(world.status('c')?.attempts).toBeUndefined();
  expect(world.status('c')?.lastTest?.credential).toMatch(/^[\w-]{24}$/);
});

it('sends what is refused now although it was good once no more often', async () => {
  const world = await wrong();
  world.answer = { outcome: 'connected' };
  await world.every(hour, 2 * hour, () => {});
  const before = world.sent.length;
  world.answer = { outcome: 'failed', reason: 'CredentialsRejected' };
  await world.every(hour, 12 * hour, () => world.restart());

  expect(world.sent.length - before).toBeLessThanOrEqual(2);
  expect(world.status('c')?.attempts?.map(({ ending }) => ending)).toEqual(['Refused', 'Refused']);
});
