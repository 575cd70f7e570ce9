const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `4 s`, `12 min`, `3 h`, `9 d`: how long a time is. */
export function spanOf(ms: number): string {
  if (ms < minute) return `${Math.max(0, Math.floor(ms / 1000))} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  if (ms < 2 * day) return `${Math.floor(ms / hour)} h`;
  return `${Math.floor(ms / day)} d`;
}
