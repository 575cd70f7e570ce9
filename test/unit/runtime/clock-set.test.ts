import { afterEach, expect, it, jest } from '@jest/globals';
import { eventLoopHeartbeat } from '../../../src/runtime/health.ts';
import { KeyedQueue, systemClock, wallOf } from '../../../src/runtime/index.ts';

/** Ten years on, an hour on, an hour back. */
const jumps = [10 * 365 * 86_400_000, 3_600_000, -3_600_000];

afterEach(() => void jest.restoreAllMocks());

function setClock(byMs: number): void {
  const real = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => real() + byMs);
}

it.each(jumps)('a clock that is set by %d ms moves nothing but what people read', (byMs) => {
  const [now, wall] = [systemClock.now(), wallOf(systemClock)];

  setClock(byMs);

  expect(Math.abs(systemClock.now() - now)).toBeLessThan(60_000);
  expect(Math.abs(wallOf(systemClock) - wall - byMs)).toBeLessThan(60_000);
});

it.each(jumps)('a clock that is set by %d ms neither kills the process nor puts work off', async (byMs) => {
  const ended = new AbortController();
  const isAlive = eventLoopHeartbeat(20_000, systemClock, ended.signal);
  const worked = Promise.withResolvers<void>();
  const backoff = { baseMs: 1000, maxMs: 1000, jitter: 0 };
  const work = async (): Promise<void> => worked.resolve();
  const queue = new KeyedQueue({ concurrency: 1, work, backoff, clock: systemClock, onError: () => {} });
  queue.schedule('a', 200);

  setClock(byMs);

  expect(isAlive()).toBe(true);
  await worked.promise;
  ended.abort();
  await queue.drain(0);
});
