import { useSyncExternalStore } from 'react';

export { spanOf } from '../span.ts';

const day = 24 * 60 * 60_000;

/** `6 ms` or `2.1 s`: how long something took. */
export function tookOf(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function isSoon(expires: number | undefined, now: number): boolean {
  return expires !== undefined && expires - now < 14 * day;
}

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** The time, which moves on every 5 s for whoever shows an age. */
export function useNow(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      timer ??= setInterval(() => {
        now = Date.now();
        for (const one of listeners) one();
      }, 5000);
      return () => listeners.delete(listener);
    },
    () => now,
  );
}
