import { describe, expect, it } from '@jest/globals';
import { createAuthority } from '../support/certificates.ts';
import { hour, minute } from '../support/faults/day.ts';
import { right } from '../support/faults/server.ts';
import { connectedWorld, World } from '../support/faults/world.ts';

/** Verdicts on a cluster that is in trouble. */

const authority = await createAuthority('Test CA');

describe('a 403 of the API server', () => {
  it('for 16 s changes no verdict', async () => {
    const world = await connectedWorld();
    const told: (string | undefined)[] = [];
    world.cluster.onStatus = ({ status }) => told.push(status?.lastTest?.reason);
    world.set('Secrets denied');
    world.touch('Secret', 's');
    await world.advance(16_000);
    world.set('up');
    await world.advance(2 * minute);

    expect(told).not.toContain('SecretAccessDenied');
    expect(world.said('c')).toBe('Connected');
  });

  it.each(['0s', '1h'])(
    'that stays is SecretAccessDenied, and over within a minute of the grant: interval %s',
    async (interval) => {
      const world = await connectedWorld(interval);
      world.set('Secrets denied');
      world.secret('s', right);
      await world.advance(10 * minute);
      expect(world.said('c')).toBe('Failed SecretAccessDenied');

      world.set('up');
      await world.advance(minute);
      expect(world.said('c')).toBe('Connected');
    },
  );
});

describe('after an outage of the API server', () => {
  it('an edit waits 2 s at most', async () => {
    const world = await connectedWorld();
    world.set('down');
    world.secret('s', 'wrong');
    await world.advance(hour);
    world.set('up');
    await world.advance(2000);

    expect(world.said('c')).toBe('Failed CredentialsRejected');
  });

  it('an edit that was tried before it waits no longer', async () => {
    const world = await connectedWorld();
    world.set('Secrets 500');
    world.secret('s', 'wrong');
    await world.advance(10 * minute);
    world.set('down');
    await world.advance(1000);
    world.set('up');
    await world.advance(2000);

    expect(world.said('c')).toBe('Failed CredentialsRejected');
  });

  it.each(['status refused', 'status not found', 'status lost'] as const)(
    'a verdict comes through: %s',
    async (api) => {
      const world = await connectedWorld();
      world.set(api);
      world.secret('s', 'wrong');
      await world.advance(10 * minute);
      world.set('up');
      await world.advance(2 * minute);

      expect(world.said('c')).toBe('Failed CredentialsRejected');
      expect(world.server.signIns.filter(({ password }) => password === 'wrong').length).toBe(1);
    },
  );
});

it('a status that somebody else changed is corrected', async () => {
  const world = await connectedWorld();
  world.secret('s', 'wrong');
  await world.advance(5000);
  const { status } = world.connection('c')!;
  const conditions = status?.conditions?.map((one) => ({
    ...one,
    status: one.type === 'Connected' ? 'True' : 'False',
  }));
  world.cluster.put('Connection', 'c', { status: { ...status, state: 'Connected', conditions } as never });
  await world.advance(30_000);

  expect(world.connection('c')?.status).toEqual(status);
  expect(world.server.signIns.length).toBe(2);
});

describe('what changed while no operator ran, with interval 0s', () => {
  it('is noticed: the Secret', async () => {
    const world = await connectedWorld();
    world.replica.kill();
    world.secret('s', 'wrong');
    world.restart();
    await world.advance(5000);

    expect(world.said('c')).toBe('Failed CredentialsRejected');
  });

  it.each([
    ['the CA', { tls: { caRef: { name: 'ca' } } }, 'ConfigMap', 'ca'],
    ['the proxy', { proxyRef: { name: 'p' } }, 'Secret', 'p'],
  ])('is noticed: %s', async (_name, spec, kind, name) => {
    const world = await connectedWorld();
    world.cluster.put('Secret', 'p', {
      data: { address: Buffer.from('http://proxy.example:3128').toString('base64') },
    });
    world.cluster.put('ConfigMap', 'ca', { data: { 'ca.crt': authority.certificate } });
    world.connect('c', spec);
    await world.advance(5000);
    const before = world.said('c');
    world.replica.kill();
    world.cluster.remove(kind, name);
    world.restart();
    await world.advance(5000);

    expect(world.said('c')).not.toBe(before);
  });

  it('is noticed: the Platform', async () => {
    const world = await connectedWorld();
    world.cluster.platforms.make('own');
    world.connect('c', { platform: 'own' });
    await world.advance(5000);
    expect(world.said('c')).toBe('Connected');
    const before = world.server.signIns.length;
    world.replica.kill();
    world.cluster.platforms.edit('own');
    world.restart();
    await world.advance(2 * minute);

    expect(world.said('c')).toBe('Connected');
    expect(world.server.signIns.length).toBe(before + 1);
  });
});

it('a Connection that is suspended and then pointed elsewhere is not Ready, also after a restart', async () => {
  const readyOf = (world: World) =>
    world.connection('c')?.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  const world = await connectedWorld();
  world.connect('c', { suspend: true });
  await world.advance(5000);
  expect(readyOf(world)).toBe('True');

  for (const url of ['https://other.example.com/', 'https://third.example.com/']) {
    world.connect('c', { config: { url } });
    if (url.includes('third')) world.restart();
    await world.advance(5000);
    expect(readyOf(world)).toBeUndefined();
  }
  expect(world.server.signIns.length).toBe(1);
});

it('a request that was answered before a restart is none after it, though the first test is held', async () => {
  const world = await connectedWorld('1h');
  world.request('c', 'once');
  await world.advance(5000);
  world.connect('c', { suspend: true });
  await world.advance(5000);
  world.replica.kill();
  world.secret('s', 'wrong');
  world.connect('other');
  world.restart();
  await world.advance(hour);
  const sent = () => world.server.signIns.filter(({ password }) => password === 'wrong').length;
  const before = sent();

  world.replica.kill();
  world.connect('c', { suspend: false });
  world.restart();
  for (let turn = 0; turn < 3; turn += 1) {
    await world.advance(hour);
    world.touch('Secret', 's');
  }
  await world.advance(hour);

  expect(world.said('c')).toBe('Retrying TestDelayed');
  expect(before).toBeGreaterThan(0);
  expect(sent()).toBe(before);
});

it('a request that is taken back while its credential is held leaves no turn after another', async () => {
  const world = new World();
  world.secret('s', 'wrong');
  world.connect('c', { test: { interval: '0s' } });
  world.start();
  await world.advance(5000);
  world.request('c', 'now');
  await world.advance(1000);
  world.cluster.put('Connection', 'c', { metadata: { annotations: {} } as never });
  const before = world.cluster.points;
  const isOver = await Promise.race([world.advance(hour).then(() => true), turns(1000)]);

  expect(isOver).toBe(true);
  expect(world.cluster.points - before).toBeLessThan(20);

  async function turns(most: number): Promise<boolean> {
    while (world.cluster.points - before < most) await new Promise((resolve) => setImmediate(resolve));
    world.replica.kill();
    return false;
  }
});
