import { sleep, type Clock } from './clock.ts';

interface Queue {
  /** Keys that wait. */
  readonly size: number;
  /** Keys being worked on. */
  readonly running: number;
}

const lookEveryMs = 250;

/** Resolves once nothing waits in the queue and nothing is worked on, after `limitMs`, or when the signal aborts. */
export async function untilEmpty(
  queue: Queue,
  { limitMs, clock, signal }: { limitMs: number; clock: Clock; signal: AbortSignal },
): Promise<void> {
  for (let waitedMs = 0; waitedMs < limitMs && queue.size + queue.running > 0; waitedMs += lookEveryMs) {
    await sleep(lookEveryMs, clock, signal).catch(() => {});
    if (signal.aborted) return;
  }
}
