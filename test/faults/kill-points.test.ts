import { describe, expect, it } from '@jest/globals';
import { hour } from '../support/faults/day.ts';
import { right } from '../support/faults/server.ts';
import { World } from '../support/faults/world.ts';

/** Every await of the road: each request to the API server, before it and after, and the sign-in. */
const most = 500;

interface Road {
  before: string;
  after: string;
  expected: string;
  /** Sign-ins with a wrong password, at most: one of each process, and the second one that a process has in a day. */
  bound: number;
}

/** A verdict, then another password, and a kill where the n-th point is. @returns where it was; undefined beyond the last */
async function killedAt(point: number, { before, after, expected, bound }: Road): Promise<string | undefined> {
  const world = new World();
  const { cluster, server } = world;
  cluster.killAt = point;
  world.secret('s', before);
  world.connect('c', { test: { interval: '1h' } });
  world.start();
  await world.advance(5000);
  if (world.replica.isDead) world.restart();
  world.secret('s', after);
  await world.advance(20_000);
  if (world.replica.isDead) world.restart();
  await world.advance(3 * hour);
  if (world.kills === 0) return undefined;

  const wrong = server.signIns.filter(({ password }) => password === after && after !== right);
  expect({ point, where: cluster.killedAt, said: world.said('c') }).toMatchObject({ said: expected });
  expect(wrong.length).toBeLessThanOrEqual(bound);
  return cluster.killedAt;
}

describe('killed at every point of the road', () => {
  it.each<[string, Road]>([
    ['right, then wrong', { before: right, after: 'wrong', expected: 'Failed CredentialsRejected', bound: 3 }],
    ['wrong, then right', { before: 'wrong', after: right, expected: 'Connected', bound: 0 }],
    ['right, then another that is right', { before: right, after: right, expected: 'Connected', bound: 0 }],
  ])('%s', async (_name, road) => {
    const places: string[] = [];
    for (let point = 1; point < most; point += 1) {
      const place = await killedAt(point, road);
      if (place === undefined) break;
      places.push(place);
    }
    process.stdout.write(`${_name}: killed at ${places.length} points\n`);
    for (const place of [
      /a turn/,
      /before GET .*secrets/,
      /after GET/,
      /before a sign-in/,
      /before PATCH/,
      /after PATCH/,
    ])
      expect(places.filter((one) => place.test(one)).length).toBeGreaterThan(0);
  });
});
