import { afterAll, describe, expect, it } from '@jest/globals';
import { createAuthority } from '../support/certificates.ts';
import { Day, hour, minute, type Answered } from '../support/faults/day.ts';

/** How often a wrong password goes out in 24 driven hours, whatever happens around it. `FAULTS=full` drives all of them. */
const day = process.env['FAULTS'] === 'full' ? 24 * hour : 6 * hour;
const authority = await createAuthority('Test CA');
const table: [scenario: string, attempts: number, bound: number][] = [];

afterAll(() => {
  const rows = table.map(([name, attempts, bound]) => `| ${name} | ${attempts} | ${bound} |`);
  process.stdout.write(['| Scenario | attempts | at most |', '| --- | --- | --- |', ...rows, ''].join('\n'));
});

function told(scenario: string, world: Day, bound: number): void {
  const attempts = world.most(24 * hour);
  table.push([scenario, attempts, bound]);
  expect(attempts).toBeLessThanOrEqual(bound);
  expect(world.sent.length).toBeGreaterThan(0);
}

function wrong(): Day {
  const world = new Day();
  world.config('ca', authority.certificate);
  world.proxy('Secret', 'proxy');
  world.secret('s', 'wrong');
  world.connect('c', { tls: { caRef: { name: 'ca' } }, proxyRef: { name: 'proxy' } });
  return world;
}

type Nuisance = [name: string, everyMs: number, work: (world: Day, turn: number) => void];

const nuisances: Nuisance[] = [
  ['nothing', hour, () => {}],
  ['a label of the Secret hourly', hour, (world) => world.touch('Secret', 's')],
  ['a label of the CA hourly', hour, (world) => world.touch('ConfigMap', 'ca')],
  ["a label of the proxy's Secret hourly", hour, (world) => world.touch('Secret', 'proxy')],
  ['title of the Platform', 2 * hour, (world, turn) => ((world.title = `Title ${turn}`), world.told())],
  ['displayName hourly', hour, (world, turn) => world.edit('c', { displayName: `Name ${turn}` })],
  ['interval', 20 * minute, (world, turn) => world.edit('c', { test: { interval: turn % 2 ? '1h' : '0s' } })],
  ['suspend and resume', 30 * minute, (world, turn) => world.edit('c', { suspend: turn % 2 === 1 })],
  ['delete and create', hour, (world) => (world.remove('c'), world.connect('c'))],
];

describe('at most twice a day', () => {
  it.each(nuisances)('%s', async (name, everyMs, work) => {
    const world = wrong();
    await world.every(everyMs, day, (turn) => work(world, turn));
    told(name, world, 2);
    expect(world.status('c')?.conditions?.length).toBeGreaterThan(0);
  });

  it('10 Connections of one account, in two namespaces', async () => {
    const world = wrong();
    world.secret('s', 'wrong', 'other');
    for (let n = 0; n < 10; n += 1) world.connect(`c-${n}`);
    await world.clock.advance(1000);
    world.connect('c', {}, 'other');
    await world.clock.advance(1000);
    // A day later it may be the one in the other namespace that has found it out, and that is not named here.
    const messages = Array.from({ length: 10 }, (_, n) => JSON.stringify(world.status(`c-${n}`)?.conditions));
    expect(messages.join('')).toMatch(/was sent already by Connection `c(-\d)?`/);
    await world.every(hour, day, () => {});

    told('10 Connections, and one in another namespace', world, 2);
    for (let n = 0; n < 10; n += 1) expect(world.status(`c-${n}`)?.state).toBe('Failed');
    expect(world.status('c', 'other')?.state).toBe('Failed');
    expect(JSON.stringify(world.status('c', 'other'))).not.toMatch(/by Connection/);
  });

  it.each<[string, Answered]>([
    ['AccessRefused', { outcome: 'failed', reason: 'AccessRefused' }],
    ['404', { outcome: 'failed', reason: 'TargetNotFound' }],
    ['CredentialsExpired', { outcome: 'failed', reason: 'CredentialsExpired' }],
    ['400, 406, 418, a page', { outcome: 'inconclusive', reason: 'UnexpectedReply' }],
  ])('answered by %s', async (name, answer) => {
    const world = wrong();
    world.answer = answer;
    await world.every(hour, day, () => {});
    told(name, world, 2);
  });
});

describe('each value', () => {
  it('flapping between two wrong values: twice each', async () => {
    const world = wrong();
    await world.every(30 * minute, day, (turn) => world.secret('s', `value-${turn % 2}`));
    told('flapping between two values', world, 5);
    expect(world.most(24 * hour, 'value-0')).toBeLessThanOrEqual(2);
  });

  it('another wrong value every minute: six an hour, and the message says so', async () => {
    const world = wrong();
    await world.every(minute, 10 * minute, (turn) => world.secret('s', `value-${turn}`));
    expect(JSON.stringify(world.status('c'))).toContain('five values for it were refused within an hour');
    expect(world.status('c')?.conditions?.[0]?.reason).toBe('TestDelayed');

    await world.every(minute, 3 * hour, (turn) => world.secret('s', `another-${turn}`));
    table.push(['another value every minute, in any hour', world.most(hour), 6]);
    expect(world.most(hour)).toBe(6);
  });

  it('values refused in one namespace never delay another value in another', async () => {
    const world = wrong();
    await world.every(minute, 10 * minute, (turn) => world.secret('s', `value-${turn}`));
    world.answer = { outcome: 'connected' };
    world.secret('s', 'right', 'other');
    world.connect('c', {}, 'other');
    await world.clock.advance(1000);

    expect(world.status('c', 'other')?.state).toBe('Connected');
  });
});

describe('asked for by annotation', () => {
  it.each([10, 1])('every %d minutes: one in ten minutes', async (minutes) => {
    const world = wrong();
    await world.every(minutes * minute, day, (turn) => world.request('c', String(turn)));
    told(`annotation every ${minutes} min`, world, day / (10 * minute) + 2);
    expect(world.most(hour)).toBeLessThanOrEqual(8);
  });
});

describe('a label of the Secret every second while the platform takes 2 s', () => {
  it.each<[string, Answered, number]>([
    ['wrong', { outcome: 'failed', reason: 'CredentialsRejected' }, 2],
    ['right', { outcome: 'connected' }, 2],
  ])('%s password: a verdict, and no more sign-ins', async (name, answer, bound) => {
    const world = wrong();
    world.answer = answer;
    world.latencyMs = 2000;
    await world.every(1000, 30_000, () => world.touch('Secret', 's'));
    told(`label each second for 30 s, ${name} password`, world, bound);
    expect(world.status('c')?.state).toBe(name === 'right' ? 'Connected' : 'Failed');
  });

  it('gives a test up for another value, and counts what it had sent', async () => {
    const world = wrong();
    world.latencyMs = 20_000;
    await world.every(1000, 30_000, (turn) => world.secret('s', `value-${turn % 2}`));
    told('two values each second, platform takes 20 s', world, 7);
    expect(world.most(30 * minute, 'value-0')).toBeLessThanOrEqual(3);
  });
});

it.each<[string, Answered]>([
  ['503', { outcome: 'inconclusive', reason: 'ServiceUnavailable' }],
  ['429, Retry-After 1', { outcome: 'inconclusive', reason: 'RateLimited', retryAfterMs: 1000 }],
  ['503, Retry-After 60', { outcome: 'inconclusive', reason: 'ServiceUnavailable', retryAfterMs: 60_000 }],
  ['no response', { outcome: 'inconclusive', reason: 'TimedOut' }],
])('never accepted, %s: three times in half an hour, then once an hour', async (name, answer) => {
  const world = wrong();
  world.answer = answer;
  await world.every(20 * minute, day, (turn) => world.edit('c', { displayName: `Name ${turn}` }));
  told(`${name}, displayName every 20 min`, world, day / hour + 3);
  expect(world.most(30 * minute)).toBeLessThanOrEqual(3);
});

it('tokens that name nobody are accounts of their own: none waits for others that were refused', async () => {
  const world = new Day();
  for (let n = 0; n < 10; n += 1) {
    world.values(`t-${n}`, { integrationToken: `secret_${n}aA1bB2cC3dD4eE5fF6gG7hH8iI9jJ0kK1lL2mM3n` });
    world.connect(`c-${n}`, { platform: 'notion', config: {}, secretRef: { name: `t-${n}` } });
    await world.clock.advance(1000);
  }
  const said = Array.from({ length: 10 }, (_, n) => world.status(`c-${n}`)?.lastTest?.reason);
  expect(said).toEqual(said.map(() => 'CredentialsRejected'));
  expect(world.sent).toHaveLength(10);
});
