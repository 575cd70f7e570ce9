import { expect, it } from '@jest/globals';
import { begunAs, compare, end } from '../../../src/reconcilers/running.ts';
import type { TestRun, TestRunOptions } from '../../../src/reconcilers/run.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** One that was compared a moment ago, so that the next look at it waits. */
function compared(clock: FakeClock) {
  const running = begunAs({ content: 'a' } as TestRun);
  running.pause = { ms: 1_000, since: clock.now() };
  return running;
}

it('a comparison that waits ends with the test', async () => {
  const clock = new FakeClock();
  const running = compared(clock);
  const comparing = compare(running, {} as never, { clock } as unknown as TestRunOptions);
  const before = clock.pendingMs.length;

  end(running);
  await comparing;

  expect([before, clock.pendingMs.length, running.changes]).toEqual([1, 0, 0]);
});

it('a test that nothing is compared with ends without a signal', () => {
  const running = compared(new FakeClock());

  end(running);

  expect(running.abort.signal.aborted).toBe(false);
});
