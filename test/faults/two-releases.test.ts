import { afterEach, describe, expect, it } from '@jest/globals';
import { keySecret } from '../support/faults/cluster.ts';
import { hour, minute } from '../support/faults/day.ts';
import { Replica } from '../support/faults/replica.ts';
import { right } from '../support/faults/server.ts';
import { World } from '../support/faults/world.ts';

/** Two releases that test the same Connections, each with a key of its own, so that each has its own digest of a credential. */
class Releases extends World {
  readonly running: (Replica | undefined)[] = [undefined, undefined];
  readonly #keys = ['a', 'b'].map((text) => keySecret(Buffer.alloc(32, text).toString('base64')));

  constructor() {
    super();
    this.lead(0);
    this.lead(1);
    this.secret('s', 'wrong');
  }

  /** Makes the Connection, of which the second one hears only once it recovers. */
  connectTo(first: 'both' | 'first'): void {
    if (first === 'first') this.running[1]?.cut();
    this.connect('c');
  }

  /** Starts one of them; whoever ran before in its place was killed. */
  lead(index: number): void {
    this.running[index]?.kill();
    this.cluster.keys = this.#keys[index]!;
    this.running[index] = new Replica(this.cluster, this.server);
  }

  async edit(displayName: string): Promise<void> {
    this.connect('c', { displayName });
    await this.advance(2 * minute);
  }

  sent(value: string): number {
    return this.server.signIns.filter(({ password }) => password === value).length;
  }

  end(): void {
    for (const replica of this.running) replica?.kill();
  }
}

let world: Releases;
afterEach(() => world.end());

describe('a wrong password is sent at most twice by both', () => {
  it('where the second one hears of it when the first has sent it twice', async () => {
    world = new Releases();
    world.connectTo('first');
    await world.advance(5 * minute);
    await world.edit('One');
    expect(world.sent('wrong')).toBe(2);

    world.running[1]?.recover();
    await world.advance(hour);

    expect(world.sent('wrong')).toBe(2);
    // The second one believes nobody else's verdict, and has none of its own.
    expect(world.said('c')).toMatch(/^(Failed CredentialsRejected|Retrying TestDelayed)$/);
  });

  it.each(['hears of it late', 'starts late'])('where the second one %s, and edits go on', async (how) => {
    world = new Releases();
    world.connectTo('first');
    await world.advance(5 * minute);
    world.connect('c', { displayName: 'Zero' });
    if (how === 'starts late') world.lead(1);
    else world.running[1]?.recover();
    await world.advance(5 * minute);
    for (const name of ['One', 'Two', 'Three']) await world.edit(name);

    expect(world.sent('wrong')).toBe(2);
  });

  it.each([[[0]], [[1]], [[0, 1]], [[1, 0]]])('where %j start again', async (starting) => {
    await refused();
    for (const turn of [1, 2, 3]) {
      for (const index of starting) world.lead(index);
      await world.advance(5 * minute);
      await world.edit(`Name ${turn}`);
    }

    expect(world.sent('wrong')).toBe(2);
  });

  it('where the watches of both lag behind', async () => {
    world = new Releases();
    world.cluster.lagMs = 3000;
    world.connectTo('both');
    await world.advance(5 * minute);
    for (const name of ['One', 'Two', 'Three', 'Four']) await world.edit(name);

    expect(world.sent('wrong')).toBe(2);
  });
});

describe('what is another credential is not held by that', () => {
  it.each(['still-wrong', right])('another value: %s', async (value) => {
    await refused();
    world.secret('s', value);
    await world.advance(minute);

    expect(world.sent(value)).toBe(2);
    expect(world.said('c')).toBe(value === right ? 'Connected' : 'Failed CredentialsRejected');
  });

  it('another place', async () => {
    await refused();
    world.connect('c', { config: { url: 'https://other.example.com/' } });
    await world.advance(minute);

    expect(world.sent('wrong')).toBe(4);
  });
});

async function refused(): Promise<void> {
  world = new Releases();
  world.connectTo('both');
  await world.advance(5 * minute);
  expect(world.sent('wrong')).toBe(2);
}
