import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import type { HardResult } from '../support/hard-program.ts';
import { watchingStalls } from '../support/stall-watch.ts';

/*
 * Hard text, up to 1 MB, in every setting, key and response position of every platform, and how long the event loop stands
 * still, by a thread that watches it from outside. In a process of its own, started as the operator is, so that nothing of
 * the tests is in it. HARD=full: each kind of text in each place; else two of them in each, in turn.
 */

/** Nobody may be kept waiting for longer. It is held of the thread at work, so that a busy machine has no part in it. */
const limitMs = 50;
const full = process.env['HARD'] === 'full' ? ['full'] : [];

async function readHardText(): Promise<HardResult> {
  const path = new URL('../support/hard-program.ts', import.meta.url).pathname;
  const flags = ['--max-semi-space-size=4', path, String(limitMs), ...full];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
  return JSON.parse(printed) as HardResult;
}

it('no setting, key or position of a response stalls the event loop', async () => {
  const { inputs, responses, positions, watched, hard } = await readHardText();

  const { longestMs, lateMs, work, stalls } = watched;
  process.stderr.write(
    `${inputs} hard settings and keys, ${responses} hard responses at ${positions} positions: by an independent timer the ` +
      `event loop stood still for ${longestMs.toFixed(1)} ms at most (the timer itself was up to ${lateMs.toFixed(1)} ms late), ` +
      `its thread was at work for ${work.workMs.toFixed(1)} ms at most (${work.during})\n`,
  );
  for (const stall of stalls) process.stderr.write(`longer than ${limitMs} ms: ${JSON.stringify(stall)}\n`);
  expect(inputs).toBeGreaterThan(1000);
  expect(positions).toBeGreaterThan(900);
  // A collection of garbage may have been in one; what is hard is so each time.
  expect(hard).toEqual([]);
}, 900_000);

it('a stall is noticed', async () => {
  const { longestMs, stalls, hard } = await watchingStalls({ limitMs, boundMs: limitMs }, async (doing) => {
    doing('a loop');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = process.threadCpuUsage();
    for (let used = 0; used < 150_000;) used = process.threadCpuUsage(before).user;
  });

  expect(longestMs).toBeGreaterThan(140);
  expect(stalls.map(({ during }) => during)).toContain('a loop');
  expect([...hard]).toEqual(['a loop']);
});
