import { setTimeout as pause } from 'node:timers/promises';

/** Some servers show what was written, or that it is gone, only after a moment. */
const pausesMs = [100, 300, 900];

/** Looks again, a few times, while what is seen may be of a moment ago. @returns what was seen last. */
export async function patiently<T>(
  look: () => Promise<T>,
  isLate: (seen: T) => boolean | Promise<boolean>,
  signal: AbortSignal,
): Promise<T> {
  let seen = await look();
  for (const ms of pausesMs) {
    if (signal.aborted || !(await isLate(seen))) return seen;
    await pause(ms, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return seen;
    seen = await look();
  }
  return seen;
}
