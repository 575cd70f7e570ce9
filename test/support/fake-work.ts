import { KeyedQueue, type KeyedQueueOptions } from '../../src/runtime/keyed-queue.ts';
import { FakeClock } from './fake-clock.ts';

/** One piece of work, which the test ends. */
interface Run {
  key: string;
  atMs: number;
  signal: AbortSignal;
  done: () => void;
  fail: (error: Error) => void;
}

/** A queue whose work ends when the test says so. */
export function queueByHand(options: Partial<KeyedQueueOptions> = {}) {
  const clock = (options.clock as FakeClock | undefined) ?? new FakeClock(0);
  const runs: Run[] = [];
  const errors: { key: string; error: unknown; retryInMs: number }[] = [];
  const queue = new KeyedQueue({
    concurrency: 1,
    work: (key, signal) => new Promise<void>((done, fail) => runs.push({ key, atMs: clock.now(), signal, done, fail })),
    backoff: { baseMs: 10_000, maxMs: 600_000, jitter: 0.2 },
    clock,
    onError: (key, error, retryInMs) => errors.push({ key, error, retryInMs }),
    ...options,
  });
  return { clock, queue, runs, errors };
}

/** A queue whose work ends at once, and when each key was worked on. */
export function queueAtOnce(results: (Error | undefined)[] = []) {
  const worked: [key: string, atMs: number][] = [];
  const work = async (key: string): Promise<void> => {
    worked.push([key, clock.now()]);
    const result = results.shift();
    if (result) throw result;
  };
  const { clock, queue, errors } = queueByHand({ work });
  return { clock, queue, errors, worked };
}
