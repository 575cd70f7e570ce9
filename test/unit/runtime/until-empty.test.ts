import { expect, it } from '@jest/globals';
import { untilEmpty } from '../../../src/runtime/until-empty.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function waiting(queue: { size: number; running: number }, signal = new AbortController().signal) {
  const clock = new FakeClock();
  const seen = { isOver: false };
  void untilEmpty(queue, { limitMs: 60_000, clock, signal }).then(() => (seen.isOver = true));
  return { clock, seen };
}

it.each([
  { size: 1, running: 0 },
  { size: 0, running: 1 },
])('waits while there is work: %j', async (queue) => {
  const { clock, seen } = waiting(queue);
  await clock.advance(59_000);
  expect(seen.isOver).toBe(false);

  Object.assign(queue, { size: 0, running: 0 });
  await clock.advance(250);

  expect(seen.isOver).toBe(true);
});

it('waits for nothing where there is no work', async () => {
  const { clock, seen } = waiting({ size: 0, running: 0 });
  await clock.advance(0);

  expect(seen.isOver).toBe(true);
});

it('waits no longer than the limit, for work that hangs', async () => {
  const { clock, seen } = waiting({ size: 0, running: 1 });
  await clock.advance(60_000);

  expect(seen.isOver).toBe(true);
});

it('ends with the signal', async () => {
  const ended = new AbortController();
  const { clock, seen } = waiting({ size: 0, running: 1 }, ended.signal);
  ended.abort();
  await clock.advance(0);

  expect(seen.isOver).toBe(true);
});
