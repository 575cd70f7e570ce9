import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import { hardKinds, hardResponse, judgeHard, positionsOf, type Position } from '../support/hard-responses.ts';
import { watchingStalls, type Watched } from '../support/stall-watch.ts';

/*
 * Hard text at every position of a response that any platform reads, and how long the event loop stands still, by a thread
 * that watches it from outside. HARD=full: each kind at each position; else two of them at each, in turn.
 */

/** Stalls that are printed: nobody may be kept waiting for longer. */
const limitMs = 50;
/** Of the thread at work, which is what can be held on a machine where others work too: it makes the same work slower. */
const boundMs = 2 * limitMs;
const isFull = process.env['HARD'] === 'full';
const positions = [...registry.values()].filter(({ spec }) => !spec.retired).flatMap(positionsOf);

interface Hard {
  position: Position;
  kind: string;
  /** What it is called. */
  name: string;
}

const all: Hard[] = positions.flatMap((position, index) => {
  const { length } = hardKinds;
  const kinds = isFull ? hardKinds : [hardKinds[(2 * index) % length]!, hardKinds[(2 * index + 1) % length]!];
  const at = `${position.platform.name} ${position.step.path} ${position.path.join('.')}`;
  return kinds.map((kind) => ({ position, kind, name: `${at}: ${kind}` }));
});

async function judgeAll(responses: readonly Hard[]): Promise<Watched> {
  return watchingStalls({ limitMs, boundMs }, async (doing) => {
    for (const { position, kind, name } of responses) {
      doing(name);
      const response = hardResponse(position, kind);
      await turn();
      await judgeHard(position, response);
      await turn();
    }
  });
}

it('no position of a response stalls the event loop', async () => {
  // What is compiled at its first use is none of a response's.
  for (const position of positions) await judgeHard(position, { status: 200, headers: {}, cookies: {}, text: '{}' });

  const { longestMs, lateMs, work, hard, stalls } = await judgeAll(all);

  process.stderr.write(
    `${all.length} hard responses at ${positions.length} positions: by an independent timer the event loop stood still for ` +
      `${longestMs.toFixed(1)} ms at most (the timer itself was up to ${lateMs.toFixed(1)} ms late), ` +
      `its thread was at work for ${work.workMs.toFixed(1)} ms at most (${work.during})\n`,
  );
  for (const stall of stalls) process.stderr.write(`longer than ${limitMs} ms: ${JSON.stringify(stall)}\n`);
  expect(positions.length).toBeGreaterThan(900);
  // The collection of garbage may have been in it: what is hard is so each time.
  let slow = hard;
  for (let attempt = 0; attempt < 3 && slow.size > 0; attempt += 1) {
    const again = all.filter(({ name }) => slow.has(name));
    slow = (await judgeAll(again)).hard;
  }
  expect([...slow]).toEqual([]);
}, 600_000);

it('a stall is noticed', async () => {
  const { longestMs, stalls } = await watchingStalls({ limitMs, boundMs }, async (doing) => {
    doing('a loop');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const endMs = performance.now() + 150;
    while (performance.now() < endMs);
  });

  expect(longestMs).toBeGreaterThan(140);
  expect(stalls.map(({ during }) => during)).toContain('a loop');
});
