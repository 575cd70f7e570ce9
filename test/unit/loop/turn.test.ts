import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { turnOfOthers } from '../../../src/loop/turn.ts';

const pieceMs = 5;
/** What one turn may take, with the garbage that others have left in the process; all the pieces at once are 600 ms. */
const limitMs = 100;

function work(): void {
  const before = process.threadCpuUsage();
  for (let used = 0; used < pieceMs * 1000;) {
    const { user, system } = process.threadCpuUsage(before);
    used = user + system;
  }
}

/** The most that this thread worked between two turns of a timer. */
async function longestTurnMs(all: () => Promise<unknown>): Promise<number> {
  let [last, longest] = [process.threadCpuUsage(), 0];
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    longest = Math.max(longest, (user + system) / 1000);
  };
  const timer = setInterval(look, 1);
  await all();
  look();
  clearInterval(timer);
  return longest;
}

/** Many that become due together, each of which works for no longer than it may. */
async function pieces(count: number, done: number[] = []): Promise<void> {
  const piece = async (index: number): Promise<void> => {
    await turnOfOthers();
    work();
    await turnOfOthers();
    work();
    done.push(index);
  };
  await Promise.all(Array.from({ length: count }, (_, index) => piece(index)));
}

it('many pieces of work that become due together are not one', async () => {
  expect(await longestTurnMs(() => pieces(60))).toBeLessThan(limitMs);
});

it('nobody is overtaken', async () => {
  const done: number[] = [];

  await pieces(40, done);

  expect(done).toEqual(Array.from({ length: 40 }, (_, index) => index));
});

it('who asks where nothing has been done waits for nothing', async () => {
  await turnOfOthers();
  // The loop stands here, which is no work of anybody.
  await wait(50);
  await turnOfOthers();
  await wait(0);

  expect(turnOfOthers()).toBeUndefined();
});
