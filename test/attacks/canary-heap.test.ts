import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startCanaryApi, type CanaryApi } from '../support/canary-api.ts';
import { startFaultyServers, type Servers } from '../support/canary-attempts.ts';
import { breed, speaksItsOwn } from '../support/canary-brood.ts';
import type { Task } from '../support/canary-heap.ts';
import { specOf } from '../support/canary-runs.ts';
import type { Bait } from '../support/canary-secrets.ts';
import { Scanner, type Hit } from '../support/canary.ts';
import { mintedCanary } from '../support/faulty-servers.ts';

/** Failures that a process survives, one after the other, and has forgotten some time later. */
const failures = ['an echo, 200', '401', 'an echo, 401, after sign-in', 'cut JSON', 'a closed connection'];

const folder = mkdtempSync(join(tmpdir(), 'canary-heap-'));
let baits: Bait[];
let api: CanaryApi;
let servers: Servers;
let scanner: Scanner;

beforeAll(async () => {
  const brood = [...(await breed())].filter(([name]) => !speaksItsOwn(name));
  baits = brood.flatMap(([, bred]) => bred.baits);
  servers = await startFaultyServers();
  api = await startCanaryApi();
  scanner = new Scanner([...baits.flatMap(({ canaries }) => canaries), mintedCanary]);
  for (const [turn, bait] of baits.entries())
    api.tasks.push(await taskOf(bait, `h${turn}`, failures[turn % failures.length]!));
}, 120_000);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await api.stop();
  for (const server of Object.values(servers)) await server.stop();
});

async function taskOf(bait: Bait, name: string, failure: string): Promise<Task> {
  const { ca, resolve } = servers[failure]!.context;
  api.secrets.set(name, bait.secret);
  if (bait.identityToken !== undefined) api.tokens.set(name, bait.identityToken);
  if (ca !== undefined) api.authorities.set(name, ca);
  const [address] = await resolve('', 0);
  return { name, spec: specOf(name, { bait, failure, resolve, ca }), address: address! };
}

/** What is found in the heap of a process that has made all the tests. @param keep - path of a Secret that it does not let go of */
async function heapHits(keep = ''): Promise<Hit[]> {
  const file = join(folder, `${keep === '' ? 'clean' : 'leaky'}.heapsnapshot`);
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--heap-snapshot-string-limit=100000', 'test/support/canary-heap.ts', api.url, file, keep],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  const { strings } = JSON.parse(readFileSync(file, 'utf8')) as { strings: string[] };
  return scanner.scan(strings.join('\n'), false);
}

const told = (hits: Hit[]) => hits.map(({ canary, encoding, excerpt }) => `${canary.name}, ${encoding}: ${excerpt}`);

it('no secret is in the heap some time after the last test', async () => {
  const hits = await heapHits();

  process.stderr.write(
    `canaries in the heap after ${baits.length} tests, ${scanner.size} canaries: ${hits.length} hits\n`,
  );
  expect(told(hits)).toEqual([]);
  expect(api.statuses.size).toBe(baits.length);
}, 120_000);

it('a Secret that is held is found there', async () => {
  const [bait] = baits as [Bait];
  const hits = await heapHits('/api/v1/namespaces/team/secrets/h0');

  const values = bait.canaries.filter(({ open }) => !open).map(({ value }) => value);
  expect(hits.map(({ canary }) => canary.value)).toEqual(expect.arrayContaining(values));
  expect(values).not.toEqual([]);
}, 120_000);
