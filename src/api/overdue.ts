import type { ConnectionStatus } from './connection.gen.ts';

/** What the operator has by default: flag --status-refresh-interval. */
export const statusRefreshMs = 30 * 60_000;

/**
 * From when on a status says that the Connection is not tested any more. While nothing changes, times are written with a
 * test that ends `refreshMs` or more after the one that was written last, or after which none is due for that long; so no
 * later than twice of it after that one, however often it is tested.
 * @returns milliseconds since 1970; NaN where no test is due
 * @example overdueFrom({ nextTestTime: '2026-01-01T00:00:10Z', lastTest: { time: '2026-01-01T00:00:00Z' } }, 1_800_000)
 * // → 2026-01-01T01:00:00Z
 */
export function overdueFrom({ nextTestTime, lastTest }: ConnectionStatus, refreshMs: number): number {
  const due = Date.parse(nextTestTime ?? '');
  const tested = Date.parse(lastTest?.time ?? '');
  return Number.isNaN(tested) ? due : Math.max(due, tested + 2 * refreshMs);
}
