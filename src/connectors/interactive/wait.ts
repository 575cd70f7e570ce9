import { setTimeout as timer } from 'node:timers/promises';

/** Resolves after so many milliseconds, at once when the signal fires. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const waitByTimer: Wait = async (ms, signal) => {
  await timer(ms, undefined, { signal }).catch(() => undefined);
};
