import type { Row } from '../contract.ts';

/**
 * As few rows as have to move: one that has come to the top shifts all below it, and none of them has changed. All but the
 * longest run of rows that are in the right order already.
 */
export function misplaced(rows: readonly Row[], latest: readonly Row[]): number {
  const places = new Map(latest.map(({ key }, index) => [key, index]));
  const ends: number[] = [];
  for (const { key } of rows) {
    const place = places.get(key) ?? 0;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    ends[low] = place;
  }
  return rows.length - ends.length;
}
