import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { HostResolver, type HostResolverOptions } from '../../../../src/connectors/transport/host-resolver.ts';
import { startFakeDns, type FakeAnswer, type FakeDns, type RecordType } from '../../../support/fake-dns.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'resolver-'))));
afterAll(() => rm(folder, { recursive: true }));

const running: FakeDns[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

let files = 0;
async function file(text: string): Promise<string> {
  const path = join(folder, `f${(files += 1)}`);
  await writeFile(path, text);
  return path;
}

async function setUp(
  answer: (name: string, type: RecordType) => FakeAnswer,
  { conf = '', hosts = '', ...more }: { conf?: string; hosts?: string } & Omit<HostResolverOptions, 'hosts'> = {},
) {
  const server = await startFakeDns(answer);
  running.push(server);
  const paths = { resolvConf: await file(conf), hosts: await file(hosts) };
  const resolver = new HostResolver({ servers: [server.address], ...paths, ...more });
  return { resolver, seen: server.seen };
}

/** A zone of IPv4 addresses; every other name does not exist. */
function zone(addresses: Record<string, string>) {
  return (name: string, type: RecordType): FakeAnswer => {
    const found = addresses[name];
    if (found === undefined) return 'no such name';
    return type === 'A' ? { addresses: [found] } : 'no data';
  };
}

const addressesOf = (endpoints: { address: string }[]) => endpoints.map(({ address }) => address);

describe('HostResolver: where a name is looked for', () => {
  it.each([
    ['an address', '192.0.2.7', ['192.0.2.7'], []],
    ['an IPv6 address', '2001:db8::7', ['2001:db8::7'], []],
    ['a name of the hosts file', 'Printer', ['10.0.0.9', 'fd00::9'], []],
    ['localhost', 'localhost', ['127.0.0.1', '::1'], []],
    ['a name below localhost', 'a.localhost.', ['127.0.0.1', '::1'], []],
    ['an address that only inet_aton reads', '0x7f.1', 'ENOTFOUND', ['0x7f.1 A', '0x7f.1 AAAA']],
    ['a name', 'good.example', ['192.0.2.1'], ['good.example A', 'good.example AAAA']],
  ])('%s', async (_case, host, wanted, asked) => {
    const hosts = '# comment\n10.0.0.9 printer.corp printer # here\nfd00::9 printer\nnot-an-address x\n';
    const { resolver, seen } = await setUp(zone({ 'good.example': '192.0.2.1' }), { hosts });

    const found = await resolver
      .for('a')(host, 443)
      .then(addressesOf, (error: { code: string }) => error.code);

    expect(found).toEqual(wanted);
    expect(seen.toSorted()).toEqual(asked);
  });

  it.each([
    ['files.corp', 'files.corp.svc.cluster.local', 'search svc.cluster.local cluster.local\noptions ndots:5'],
    ['files.corp', 'files.corp', 'search svc.cluster.local\noptions ndots:5'],
    ['files', 'files.b.example', 'search a.example b.example'],
    ['files', 'files', ''],
  ])('%s is %s by the search rules %j', async (host, name, conf) => {
    const { resolver } = await setUp(zone({ [name]: '192.0.2.1' }), { conf });

    expect(addressesOf(await resolver.for('a')(host, 443))).toEqual(['192.0.2.1']);
  });

  it('never looks for an absolute name in the domains', async () => {
    const { resolver, seen } = await setUp(zone({ 'files.corp.b.example': '192.0.2.1' }), { conf: 'search b.example' });

    await expect(resolver.for('a')('files.corp.', 443)).rejects.toMatchObject({ code: 'ENOTFOUND' });
    expect(seen.toSorted()).toEqual(['files.corp A', 'files.corp AAAA']);
  });

  it('goes on with the next domain where a server fails', async () => {
    const { resolver } = await setUp(
      (name, type) => (name === 'x.a.example' ? 'server failure' : zone({ 'x.b.example': '192.0.2.1' })(name, type)),
      { conf: 'search a.example b.example' },
    );

    expect(addressesOf(await resolver.for('a')('x', 443))).toEqual(['192.0.2.1']);
  });

  it('asks the next server where one fails', async () => {
    const bad = await startFakeDns(() => 'server failure');
    const good = await startFakeDns(zone({ 'good.example': '192.0.2.1' }));
    running.push(bad, good);
    const resolver = new HostResolver({ servers: [bad.address, good.address], resolvConf: await file('') });

    expect(addressesOf(await resolver.for('a')('good.example', 443))).toEqual(['192.0.2.1']);
  });

  it('has IPv4 before IPv6, and does not wait for a family that a server drops', async () => {
    const { resolver } = await setUp((name, type) => {
      if (name === 'half.example' && type === 'AAAA') return 'silent';
      return { addresses: [type === 'A' ? '192.0.2.1' : '2001:db8::1'] };
    });
    const startedMs = performance.now();

    expect(addressesOf(await resolver.for('a')('both.example', 443))).toEqual(['192.0.2.1', '2001:db8::1']);
    expect(addressesOf(await resolver.for('a')('half.example', 443))).toEqual(['192.0.2.1']);
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
});

it('HostResolver: believes nobody that a name does not exist who says so of its IPv6 addresses alone', async () => {
  let asked = 0;
  const { resolver } = await setUp((_name, type) => {
    if (type === 'AAAA') return 'no such name';
    // It is asked again after a second: long after what is said of the other family has come.
    return (asked += 1) === 1 ? 'silent' : { addresses: ['192.0.2.1'] };
  });

  expect(addressesOf(await resolver.for('a')('half.example', 443))).toEqual(['192.0.2.1']);
});

describe('HostResolver: what is kept', () => {
  it.each([
    ['an answer, as long as it holds', { addresses: ['192.0.2.1'], ttl: 20 }, 19_000, 21_000],
    ['an answer, for a minute at most', { addresses: ['192.0.2.1'], ttl: 86_400 }, 59_000, 61_000],
    ['a failure, for five seconds', 'no such name', 4000, 6000],
  ] as const)('%s', async (_case, answer, keptMs, overMs) => {
    let now = 0;
    const given = answer as FakeAnswer;
    const { resolver, seen } = await setUp((_name, type) => (type === 'A' ? given : 'no data'), { now: () => now });
    const lookUp = () =>
      resolver
        .for('a')('x.example', 443)
        .catch(() => {});

    await lookUp();
    now = keptMs;
    await lookUp();
    const during = seen.length;
    now = overMs;
    await lookUp();

    expect([during, seen.length]).toEqual([2, 4]);
  });

  it('keeps no answer that holds for no time, and asks once for those who ask at the same time', async () => {
    const { resolver, seen } = await setUp((_name, type) =>
      type === 'A' ? { addresses: ['192.0.2.1'], ttl: 0 } : 'no data',
    );

    await Promise.all(['a', 'b', 'c'].map((caller) => resolver.for(caller)('x.example', 443)));
    const together = seen.length;
    await resolver.for('a')('x.example', 443);

    expect([together, seen.length]).toEqual([2, 4]);
  });
});

describe('HostResolver: names that never answer', () => {
  const dead = (name: string, type: RecordType): FakeAnswer =>
    name.startsWith('dead') ? 'silent' : type === 'A' ? { addresses: ['192.0.2.1'] } : 'no data';

  it.each([
    ['of the same caller', 200, () => 'victim', {}],
    ['of another', 1000, () => 'hostile', {}],
    ['of 50 others', 1000, (n: number) => `hostile-${n % 50}`, {}],
    ['of another, who alone fills what is not reserved', 50, () => 'hostile', { total: 20, reserved: 10 }],
  ])('%s do not delay a good name (%#)', async (_case, count, callerOf, limits) => {
    const { resolver } = await setUp(dead, { limits, longestMs: 20_000 });
    const abort = new AbortController();
    const all = Array.from({ length: count }, (_, n) =>
      resolver
        .for(callerOf(n))(`dead-${n}.example`, 443, abort.signal)
        .catch(() => {}),
    );
    // The server is of this process: it has to read what was sent before more comes, or loses it.
    await new Promise((done) => setTimeout(done, 200));
    const startedMs = performance.now();

    const found = await resolver.for('victim')('good.example', 443);

    expect(addressesOf(found)).toEqual(['192.0.2.1']);
    // A query may be lost on a busy machine, and is sent again after a second; the dead names last for 20.
    expect(performance.now() - startedMs).toBeLessThan(5000);
    abort.abort();
    await Promise.all(all);
  });

  it('are let go of at once when the signal fires, and others still wait for them', async () => {
    const { resolver } = await setUp(dead);
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = [first, second].map(({ signal }) => resolver.for('a')('dead.example', 443, signal));
    const ends = waiting.map((one) => one.then(String, (error: Error) => error.message));

    first.abort(new Error('first'));
    await expect(ends[0]).resolves.toBe('first');
    const isSecondWaiting = await Promise.race([ends[1], new Promise((done) => setTimeout(done, 50, 'waits'))]);
    second.abort(new Error('second'));

    expect(isSecondWaiting).toBe('waits');
    await expect(ends[1]).resolves.toBe('second');
  });

  it('fail after a while, and are not asked for again at once', async () => {
    const { resolver, seen } = await setUp(dead, { longestMs: 100 });
    const lookUp = () => resolver.for('a')('dead.example', 443);

    await expect(lookUp()).rejects.toMatchObject({ code: 'ETIMEOUT' });
    await expect(lookUp()).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(seen).toHaveLength(2);
  });
});
