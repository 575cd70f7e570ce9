import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';

interface Left {
  tests: number;
  /** After the garbage was collected. */
  heapMiB: number;
  sockets: number;
}

/** Of an hour on a driven clock. */
interface Hour {
  minutes: number;
  created: number;
  tests: number;
  heapMiB: number;
}

/** In a process of its own, in which nothing else is kept. */
async function run<Sample>({ pathname: path }: URL, count: number): Promise<Sample[]> {
  const child = spawn(process.execPath, ['--expose-gc', path, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
  return printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample);
}

/** Samples before it: what is compiled once is in the heap from then on. */
const warm = 2;

it('nothing is left of 10,000 responses that break off, are too large or never come', async () => {
  const samples = await run<Left>(new URL('../support/churn.ts', import.meta.url), 10_000);

  const told = samples.map(({ tests, heapMiB, sockets }) => `${tests}: ${heapMiB.toFixed(1)} MiB, ${sockets} sockets`);
  process.stderr.write(`heap after tests: ${told.join('; ')}\n`);
  const [first, last] = [samples[warm]!, samples.at(-1)!];
  expect(last.tests).toBe(10_000);
  // A test that is kept has its Secret of 10 KB in it at least, so that 7000 of them are 70 MB.
  expect(last.heapMiB - first.heapMiB).toBeLessThan(10);
  expect(samples.map(({ sockets }) => sockets)).toEqual(samples.map(() => 0));
}, 300_000);

/** Driven minutes; MEMORY=full is an hour. */
const minutes = process.env['MEMORY'] === 'full' ? 60 : 20;

it(`nothing is left of ${minutes} minutes in which Connections come, change and go`, async () => {
  const samples = await run<Hour>(new URL('../support/churn-hour.ts', import.meta.url), minutes);

  const told = samples.map((one) => `${one.minutes} min: ${one.heapMiB.toFixed(1)} MiB`);
  const { created, tests, heapMiB: last } = samples.at(-1)!;
  process.stderr.write(`heap with ${created} Connections come and ${tests} tests: ${told.join('; ')}\n`);
  const [first, most] = [samples[0]!.heapMiB, Math.max(...samples.map(({ heapMiB }) => heapMiB))];
  expect(tests).toBeGreaterThan(15 * minutes);
  // What is held against a credential stays, some hundred bytes each; the Connections and what is known of them do not.
  expect(most - first).toBeLessThan(3);
  expect(last).toBeLessThan(first);
}, 600_000);
