import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { egressPolicy, HostResolver } from '../../src/connectors/index.ts';
import {
  scriptedPlatform,
  startScriptedPlatform,
  type ScriptedPlatform,
} from '../support/cluster/scripted-platform.ts';
import {
  a,
  cname,
  replyTo,
  startHostileDns,
  typeA,
  written,
  type HostileDns,
  type Question,
} from '../support/hostile-dns.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { startSink, type Sink } from '../support/sink.ts';
import { strainOf, told } from '../support/strain.ts';
import { testContext } from '../support/test-context.ts';

/** What comes back for a name that a stranger has a server for. */
const noSuchName = 0x0183;
const truncated = 0x0380;
const flood = 3000;

const chain = written(
  Array.from({ length: 400 }, (_, n) => {
    const [from, to] = [`c${n}.chain.example`, `c${n + 1}.chain.example`];
    return n === 0 ? cname(to) : cname(to, from);
  }),
);

const ipv6 = (hex: string) => ({ type: 28, data: Buffer.from(hex, 'hex') });

/** By the first label of a name. */
const answers: Record<string, (question: Question) => Buffer[]> = {
  good: (question) => [replyTo(question, [a('127.0.0.1')])],
  loop: (question) => [replyTo(question, [cname('loop2.example'), cname('loop.example', 'loop2.example')])],
  chain: (question) => [replyTo(question, chain)],
  own: (question) => [replyTo(question, [cname('localhost'), a('127.0.0.1', 'localhost')])],
  metadata: (question) => [replyTo(question, [cname('any.example'), a('169.254.169.254', 'any.example')])],
  short: (question) => (question.tcp ? [] : [replyTo(question, [], truncated)]),
  'short-garbage': (question) => (question.tcp ? [Buffer.from('HTTP/1.1 200 OK')] : [replyTo(question, [], truncated)]),
  'short-again': (question) => [replyTo(question, [], truncated)],
  many: (question) =>
    question.tcp
      ? [
          replyTo(
            question,
            Array.from({ length: 4000 }, (_, n) => a(`198.51.${n >> 8}.${n & 255}`)),
          ),
        ]
      : [replyTo(question, [], truncated)],
  round: (question) => {
    // A name that is a pointer to itself.
    const reply = replyTo(question, question.type === typeA ? [a('127.0.0.1')] : []);
    if (question.type === typeA) reply.writeUInt16BE(0xc000 | question.bytes.length, question.bytes.length);
    return [reply];
  },
  cut: (question) => [replyTo(question, [a('127.0.0.1'), a('127.0.0.1')]).subarray(0, -7)],
  // Two records, of 65,535.
  counted: (question) => {
    const reply = replyTo(question, [a('127.0.0.1'), a('127.0.0.1')]);
    reply.writeUInt16BE(0xffff, 6);
    return [reply];
  },
  mapped: (question) => [replyTo(question, question.type === typeA ? [] : [ipv6('00000000000000000000ffff7f000001')])],
  translated: (question) => [
    replyTo(question, question.type === typeA ? [] : [ipv6('0064ff9b00000000000000007f000001')]),
  ],
  stranger: (question) => [replyTo(question, [a('127.0.0.9', 'good.example'), a('127.0.0.9', 'stranger.example')])],
  // The right answer comes behind one with another number and one to another question.
  forged: (question) => {
    const other = replyTo(question, [a('127.0.0.9')]);
    other.writeUInt16BE(other.readUInt16BE() ^ 0x5555);
    const elsewhere = replyTo({ ...question, bytes: Buffer.from(question.bytes) }, [a('127.0.0.9')]);
    elsewhere[13] = elsewhere[13]! ^ 0x01;
    return [other, elsewhere, replyTo(question, question.type === typeA ? [a('127.0.0.1')] : [])];
  },
};

let folder: string;
let dns: HostileDns;
let platform: ScriptedPlatform;
let sink: Sink;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attack-'));
  await writeFile(join(folder, 'resolv.conf'), 'search team.svc.cluster.local svc.cluster.local\noptions ndots:5\n');
  platform = await startScriptedPlatform();
  sink = await startSink('127.0.0.1');
  dns = await startHostileDns((question) => {
    const answer = question.name.endsWith('.cluster.local') ? undefined : answers[question.name.split('.')[0] ?? ''];
    return answer?.(question) ?? [replyTo(question, [], noSuchName)];
  });
});
afterAll(async () => {
  await Promise.all([platform.stop(), sink.stop(), dns.stop()]);
  await rm(folder, { recursive: true });
});

const newResolver = (more = {}) =>
  new HostResolver({ servers: [dns.address], resolvConf: join(folder, 'resolv.conf'), longestMs: 4000, ...more });

function testAt(host: string, port: number | string, more: Parameters<typeof testContext>[0] = {}) {
  return planAndTest(
    {
      platform: { name: 'scripted', spec: scriptedPlatform },
      config: { url: `http://${host}:${port}` },
      secret: { username: 'u', password: platform.password },
    },
    testContext({ resolve: newResolver().for('hostile'), timeoutMs: 20_000, ...more }),
  );
}

const portOfPlatform = () => new URL(platform.url).port;

describe('an answer that leads nowhere ends soon, and does not delay others', () => {
  it.each([
    ['loop', 'NameNotResolved'],
    ['chain', 'NameNotResolved'],
    ['short', 'NameNotResolved'],
    ['short-garbage', 'NameNotResolved'],
    ['short-again', 'NameNotResolved'],
    ['cut', 'NameNotResolved'],
    ['counted', 'NameNotResolved'],
  ])('%s', async (kind, reason) => {
    // What other tests have left in this process takes half a second to collect.
    collectGarbage();
    const resolver = newResolver();
    const hostile = Array.from({ length: 20 }, (_, n) =>
      testAt(`${kind}.n${n}.example`, 1, { resolve: resolver.for(`hostile-${n}`) }),
    );
    const victim = testAt('good.example', portOfPlatform(), { resolve: resolver.for('victim') });

    const { pauseMs } = await strainOf(async () => {
      expect(await victim).toMatchObject({ outcome: 'connected' });
      for (const verdict of await Promise.all(hostile)) expect(verdict).toMatchObject({ reason });
    });

    expect(pauseMs).toBeLessThan(50);
  });
});

describe('an address is judged whatever name led to it', () => {
  const egress = egressPolicy({});

  it.each([
    'own.example',
    'metadata.example',
    'OWN.example.',
    'xn--bcher-kva.example',
    'mapped.example',
    'translated.example',
  ])('%s', async (host) => {
    const before = sink.connections;
    answers['xn--bcher-kva'] = answers['own']!;

    expect(await testAt(host, sink.port, { egress })).toMatchObject({ reason: 'EgressDenied' });
    expect(sink.connections).toBe(before);
  });

  it('a name that turns to this machine between two requests of a test', async () => {
    let asked = 0;
    const turning = egressPolicy({ allow: ['127.0.0.2/32'] });
    const answered = await startHostileDns((question) =>
      question.type === typeA
        ? [replyTo(question, [{ ...a((asked += 1) > 1 ? '127.0.0.1' : '127.0.0.2'), ttl: 0 }])]
        : [replyTo(question, [])],
    );
    const resolver = new HostResolver({ servers: [answered.address], resolvConf: '/dev/null' });
    const resolve = resolver.for('hostile');
    const before = sink.connections;

    const verdicts = [];
    for (let n = 0; n < 3; n += 1)
      verdicts.push(await testAt('turning.example', sink.port, { egress: turning, resolve }));

    await answered.stop();
    expect(verdicts).toMatchObject([
      { reason: 'ConnectionRefused' },
      { reason: 'EgressDenied' },
      { reason: 'EgressDenied' },
    ]);
    expect(sink.connections).toBe(before);
  });
});

it.each(['forged', 'round'])('what is not asked for in an answer is not read: %s', async (kind) => {
  expect(await newResolver().for('a')(`${kind}.example`, 1)).toEqual([{ address: '127.0.0.1', port: 1 }]);
});

it('what an answer says of other names is kept for none of them', async () => {
  const resolve = newResolver().for('a');

  await resolve('stranger.example', 1);

  expect(await resolve('good.example', 1)).toContainEqual({ address: '127.0.0.1', port: 1 });
  expect(await resolve('good.example', 1)).not.toContainEqual({ address: '127.0.0.9', port: 1 });
});

it('answers of 64 KiB for all the names that a namespace looks up at a time keep nobody waiting', async () => {
  // The server is a process of its own: to write them takes longer than to read them.
  const server = spawn(process.execPath, [new URL('../support/large-dns-program.ts', import.meta.url).pathname]);
  const [address] = (await once(server.stdout, 'data')) as [Buffer];
  const resolve = new HostResolver({ servers: [String(address).trim()], resolvConf: '/dev/null' }).for('hostile');

  const strain = await strainOf(() =>
    Promise.all(
      Array.from({ length: 256 }, (_, n) => resolve(`n${n}.example`, 1).then(({ length }) => length, String)),
    ),
  );

  server.kill();
  process.stderr.write(`256 answers of 64 KiB: ${told(strain)}\n`);
  expect(strain.result).toContain(16);
  expect(strain.pauseMs).toBeLessThan(100);
});

it('an answer keeps few addresses, however many there are', async () => {
  const found = await newResolver().for('a')('many.example', 1);

  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThanOrEqual(32);
});

it(`${flood} names that are not there, of one namespace, take no memory and no time of others`, async () => {
  const resolver = newResolver({ limits: { total: 64, reserved: 16, perCaller: 32 } });
  const hostile = resolver.for('hostile');
  const heapBefore = heapUsed();
  const names = Array.from({ length: flood }, (_, n) =>
    hostile(`nobody.${n}.${'x'.repeat(50)}.example`, 1).catch(() => 0),
  );

  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const startedMs = performance.now();
    await resolver.for('victim')(`good.n${n}.example`, 1);
    times.push(performance.now() - startedMs);
  }

  const waiting = Promise.all(names).then(() => 'all of them');
  expect(await Promise.race([waiting, Promise.resolve('some wait')])).toBe('some wait');
  await waiting;
  const grownMiB = (heapUsed() - heapBefore) / 2 ** 20;
  process.stderr.write(
    `beside ${flood} names: longest ${Math.max(...times).toFixed(0)} ms, the heap grew by ${grownMiB.toFixed(0)} MiB\n`,
  );
  expect(times.toSorted((x, y) => x - y)[2]).toBeLessThan(2500);
  expect(grownMiB).toBeLessThan(10);
});

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
