/** Time and chance, injected so that tests can drive them. */
export interface Clock {
  /** Milliseconds since the epoch, as the machine had it at the start of the process; nobody can set it. For what waits. */
  now(): number;
  /** Milliseconds since the epoch, as the machine has it now. For what people and other machines read; default: `now`. */
  wall?(): number;
  /** Calls `fn` once after `delayMs` (at most 2³¹−1, the limit of Node's timers); returns how to cancel it. */
  setTimeout(fn: () => void, delayMs: number): () => void;
  /** A number in [0, 1). */
  random(): number;
}

/** The longest delay Node's timers take; anything longer fires at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  wall: () => Date.now(),
  setTimeout(fn, delayMs) {
    const timer = setTimeout(fn, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** The time that people read. */
export function wallOf(clock: Pick<Clock, 'now' | 'wall'>): number {
  return clock.wall?.() ?? clock.now();
}

/**
 * Resolves after `delayMs`.
 * @throws the signal's reason when it aborts first.
 */
export function sleep(delayMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.setTimeout(
      () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      },
      Math.min(delayMs, MAX_TIMER_MS),
    );
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
