import { createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { onLoopback } from '../../dev/loopback.ts';
import type { TestContext } from '../../src/connectors/index.ts';
import { scriptedPlatform } from './cluster/scripted-platform.ts';
import { planAndTest } from './plan-and-test.ts';
import { testContext } from './test-context.ts';

/**
 * A program, to be started with --expose-gc: tests against a server that breaks off, so many as its argument says. Prints
 * what is left of them after each tenth, as a line of JSON.
 */
const count = Number(process.argv[2] ?? 10_000);
const atATime = 25;
const rounds = 10;

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const replies: Readonly<Record<string, (socket: Socket) => void>> = {
  'closes in mid-body': (socket) => socket.end(`${head}content-length: 1000\r\n\r\n{"id":`),
  'resets in mid-body': (socket) => {
    socket.write(`${head}transfer-encoding: chunked\r\n\r\n5\r\n{"id"`, () => socket.resetAndDestroy());
  },
  'sends too much': (socket) => socket.write(`${head}content-length: 90000\r\n\r\n${'a'.repeat(90_000)}`),
  'closes at once': (socket) => socket.end(),
};
const kinds = Object.values(replies);
/** Each of so many connections is to a server that says nothing. */
const silentEvery = 40;

let taken = 0;
const server = createServer((socket) => {
  taken += 1;
  const reply = kinds[taken % kinds.length]!;
  socket.on('error', () => {});
  if (taken % silentEvery === 0) socket.resume();
  else socket.once('data', () => reply(socket));
});
const { url } = await onLoopback(server);

/** Lives as long as the operator does; so does nothing of a test. */
const { signal } = new AbortController();

async function testOne(index: number): Promise<void> {
  const isByProxy = index % 10 === 0;
  const more: Partial<TestContext> = isByProxy ? { proxy: { address: url } } : {};
  const config = { url: isByProxy ? 'https://93.184.216.34' : url };
  const secret = { username: 'u', password: 'p'.repeat(10_000) };
  const context = testContext({ signal, timeoutMs: 400, ...more });
  const verdict = await planAndTest({ platform: { name: 's', spec: scriptedPlatform }, config, secret }, context);
  if (verdict.outcome === 'connected') throw new Error('a broken response was taken for a sign-in');
}

async function run(from: number, to: number): Promise<void> {
  let next = from;
  const work = async () => {
    while (next < to) await testOne((next += 1));
  };
  await Promise.all(Array.from({ length: atATime }, work));
}

for (let round = 1; round <= rounds; round += 1) {
  await run(((round - 1) * count) / rounds, (round * count) / rounds);
  await wait(1000);
  globalThis.gc?.();
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  const left = { tests: (round * count) / rounds, heapMiB: process.memoryUsage().heapUsed / 2 ** 20, sockets };
  process.stdout.write(`${JSON.stringify(left)}\n`);
}
process.exit();
