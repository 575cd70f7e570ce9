import { describe, expect, it } from '@jest/globals';
import { hour } from '../support/faults/day.ts';
import { right } from '../support/faults/server.ts';
import { World } from '../support/faults/world.ts';

/** Every await of the road: each request to the API server, before it and after, and the sign-in. */
const most = 500;

interface Road {
  before: string;
  /** The next password; undefined for labels alone. */
  after?: string;
  expected: string;
  /** Sign-ins with a wrong password, at most: two a day, whatever ends and begins. */
  bound: number;
  /** Of the API server. Above 100 ms a verdict is withdrawn, and given back. */
  latencyMs?: number;
}

/**
 * A verdict, then a change, and a kill where the n-th point is.
 * @param second - and the process after it where its own n-th point is
 * @returns where it was killed last; undefined beyond the last point
 */
async function killedAt(point: number, road: Road, second?: number): Promise<string | undefined> {
  const { before, after, expected, bound, latencyMs = 5 } = road;
  const world = new World();
  const { cluster, server } = world;
  const kills = second === undefined ? 1 : 2;
  Object.assign(cluster, { killAt: point, latencyMs });
  world.secret('s', before);
  world.connect('c', { test: { interval: '1h' } });
  world.start();
  const goOn = async (ms: number): Promise<void> => {
    await world.advance(ms);
    if (!world.replica.isDead) return;
    cluster.killAt = world.kills === 0 && second !== undefined ? cluster.points + second : Infinity;
    world.restart();
  };
  await goOn(5000);
  if (after === undefined) world.touch('Secret', 's');
  else world.secret('s', after);
  for (let times = 0; times < 3; times += 1) await goOn(20_000);
  await world.advance(3 * hour);
  if (world.kills < kills) return undefined;

  // Two that were sent, and nobody lived to hear the answer: the next one is tomorrow.
  if (second !== undefined && world.said('c') === 'Retrying TestDelayed') await world.advance(24 * hour);
  expect({ point, second, where: cluster.killedAt, said: world.said('c') }).toMatchObject({ said: expected });
  const within = withinADay(server.signIns.filter(({ password }) => password !== right));
  expect({ point, second, where: cluster.killedAt, isAbove: within > bound }).toMatchObject({ isAbove: false });
  return cluster.killedAt;
}

function withinADay(sent: readonly { at: number }[]): number {
  return Math.max(0, ...sent.map((one) => sent.filter(({ at }) => at >= one.at && at < one.at + 24 * hour).length));
}

/** @returns where it was killed */
async function killedAtEach(road: Road, kill = (point: number) => killedAt(point, road)): Promise<string[]> {
  const places: string[] = [];
  for (let point = 1; point < most; point += 1) {
    const place = await kill(point);
    if (place === undefined) break;
    places.push(place);
  }
  return places;
}

const toWrong = { before: right, after: 'wrong', expected: 'Failed CredentialsRejected', bound: 2 };

describe('killed at every point of the road', () => {
  it.each<[string, Road]>([
    ['right, then wrong', toWrong],
    ['right, then wrong, of which the API server tells slowly', { ...toWrong, latencyMs: 300 }],
    ['wrong, then right', { before: 'wrong', after: right, expected: 'Connected', bound: 2 }],
    ['right, then another that is right', { before: right, after: right, expected: 'Connected', bound: 0 }],
    ['right, then a label', { before: right, expected: 'Connected', bound: 0, latencyMs: 300 }],
    ['wrong, then a label', { before: 'wrong', expected: 'Failed CredentialsRejected', bound: 2, latencyMs: 300 }],
  ])('%s', async (name, road) => {
    const places = await killedAtEach(road);

    process.stdout.write(`${name}: killed at ${places.length} points\n`);
    for (const place of [/a turn/, /before GET .*secrets/, /after GET/, /a sign-in/, /before PATCH/, /after PATCH/])
      expect(places.filter((one) => place.test(one)).length).toBeGreaterThan(0);
  });

  it('and the process after it at each of its own', async () => {
    let pairs = 0;
    for (let first = 1; (await killedAt(first, toWrong)) !== undefined; first += 1)
      pairs += (await killedAtEach(toWrong, (second) => killedAt(first, toWrong, second))).length;

    process.stdout.write(`right, then wrong: killed at ${pairs} pairs of points\n`);
    expect(pairs).toBeGreaterThan(100);
  });
});
