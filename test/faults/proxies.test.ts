import { describe, expect, it } from '@jest/globals';
import { Day, hour, minute } from '../support/faults/day.ts';

const day = 24 * hour;

/** A Connection behind a proxy that asks for a user name and a password; the platform takes its own. */
function behind(password: string): Day {
  const world = new Day();
  world.answer = { outcome: 'connected' };
  world.takesAtProxy = (shown) => shown === 'right';
  world.proxyLogin('proxy', password);
  world.secret('s', 'good');
  world.connect('c', { proxyRef: { name: 'proxy' } });
  return world;
}

/** The most in any 24 hours. */
function mostShown({ shown }: Day): number {
  return Math.max(...shown.map(({ at: from }) => shown.filter(({ at }) => at >= from && at < from + day).length));
}

function timesShown({ shown }: Day, password: string): number {
  return shown.filter((one) => one.password === password).length;
}

describe('the password of a proxy that refuses it', () => {
  it('is shown twice a day', async () => {
    const world = behind('wrong');
    await world.every(20 * minute, 23 * hour, (turn) => world.edit('c', { displayName: `Name ${turn}` }));
    expect(mostShown(world)).toBe(2);
    expect(world.sent).toEqual([]);
    const { reason, message } = world.status('c')?.conditions?.find(({ type }) => type === 'Connected') ?? {};
    expect(reason).toBe('ProxyFailed');
    expect(message).toContain('it did not accept the user name and password');
    expect(message).toContain('not sent again before `status.nextTestTime`');
  });

  it('is shown twice a day by ten Connections, of two Secrets, whatever the platform’s own credential is', async () => {
    const world = behind('wrong');
    world.proxyLogin('copy', 'wrong');
    for (let n = 0; n < 10; n += 1) {
      world.secret(`s-${n}`, `good-${n}`);
      world.connect(`c-${n}`, { secretRef: { name: `s-${n}` }, proxyRef: { name: n % 2 ? 'proxy' : 'copy' } });
    }
    world.latencyMs = 2000;
    await world.every(hour, day, () => world.touch('Secret', 'proxy'));
    expect(mostShown(world)).toBe(2);
  });

  it('is not shown at once for each annotation', async () => {
    const world = behind('wrong');
    await world.every(10 * minute, 2 * hour, (turn) => world.request('c', `now ${turn}`));
    expect(timesShown(world, 'wrong')).toBeLessThanOrEqual(13);
    expect(world.most(10 * minute)).toBe(0);
  });

  it('is shown the second time half an hour later, or when somebody asks for it', async () => {
    const world = behind('wrong');
    await world.every(minute, 29 * minute, () => {});
    expect(timesShown(world, 'wrong')).toBe(1);
    world.request('c', 'now');
    await world.every(minute, 2 * minute, () => {});
    expect(timesShown(world, 'wrong')).toBe(2);
  });

  it('does not hold the next one', async () => {
    const world = behind('wrong');
    await world.every(minute, hour, () => {});
    world.proxyLogin('proxy', 'right');
    await world.clock.advance(1000);
    expect(world.status('c')?.state).toBe('Connected');
    expect(timesShown(world, 'wrong')).toBe(2);
  });
});

describe('the password of a proxy, over restarts', () => {
  function kept(password: string): Day {
    const world = behind(password);
    world.isKeyKept = true;
    world.restart();
    return world;
  }

  it('is shown twice a day, with an edit after each', async () => {
    const world = kept('wrong');
    await world.every(hour, 23 * hour, (turn) => {
      if (turn > 0) world.restart();
      world.edit('c', { displayName: `Name ${turn}` });
    });

    expect(mostShown(world)).toBe(2);
    const { message } = world.status('c')?.conditions?.find(({ type }) => type === 'Connected') ?? {};
    expect(message).toContain('it did not accept the user name and password');
  });

  it('is shown twice a day, also for a Connection that is made after one of them', async () => {
    const world = kept('wrong');
    await world.every(hour, 12 * hour, (turn) => {
      world.restart();
      world.connect(`later-${turn}`, { proxyRef: { name: 'proxy' } });
    });

    expect(mostShown(world)).toBe(2);
  });

  it('does not hold the next one, nor one that the proxy takes again', async () => {
    const world = kept('wrong');
    await world.every(hour, 2 * hour, () => world.restart());
    world.takesAtProxy = () => true;
    world.request('c', 'now');
    await world.clock.advance(hour);
    expect(world.status('c')?.state).toBe('Connected');
    expect(world.status('c')?.attempts).toBeUndefined();
    world.restart();
    world.edit('c', { displayName: 'Another' });
    await world.clock.advance(minute);
    expect(world.status('c')?.state).toBe('Connected');
  });
});

describe('the password of a proxy that takes it', () => {
  it('is shown by one test first, and then by all at once', async () => {
    const world = behind('right');
    world.latencyMs = 5000;
    for (let n = 0; n < 10; n += 1) {
      world.secret(`s-${n}`, `good-${n}`);
      world.connect(`c-${n}`, { secretRef: { name: `s-${n}` }, proxyRef: { name: 'proxy' } });
    }
    await world.clock.advance(4000);
    expect(world.shown).toHaveLength(1);
    await world.clock.advance(20_000);
    expect(world.shown).toHaveLength(11);
    for (let n = 0; n < 10; n += 1) expect(world.status(`c-${n}`)?.state).toBe('Connected');
  });

  it('is held as any other when it is refused later', async () => {
    const world = behind('right');
    await world.clock.advance(minute);
    world.takesAtProxy = () => false;
    world.shown.length = 0;
    await world.every(hour, day, (turn) => world.edit('c', { displayName: `Name ${turn}` }));
    expect(mostShown(world)).toBe(2);
  });
});
