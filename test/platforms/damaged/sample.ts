import type { Named } from './damages.ts';
import type { Ran } from './run.ts';

/** Of each kind so many for each response; the id of the account is damaged in every way, always, and so is all at once. */
const shares = { field: 2, emptied: 2, cut: 1, body: 2, status: 2 } as const;

/** All damages in full mode, all of one kind if that is named, else a sample that the seed decides. */
export function sampled(all: readonly Named[], seed: number, good: Pick<Ran, 'verdict'>): Named[] {
  const wanted = process.env['DAMAGED'];
  if (wanted === 'full') return [...all];
  if (wanted !== undefined && wanted in shares) return all.filter(({ kind }) => kind === wanted);
  const id = good.verdict.outcome === 'connected' ? good.verdict.account?.id : undefined;
  const isId = ({ was }: Named) => id !== undefined && was !== undefined && String(was) === id;
  const random = from(seed);
  const order = new Map(all.map((named) => [named, random()]));
  return (['field', 'emptied', 'cut', 'body', 'status'] as const).flatMap((kind) => {
    const [ids, rest] = [true, false].map((account) => all.filter((one) => one.kind === kind && isId(one) === account));
    return [...ids!, ...rest!.toSorted((a, b) => order.get(a)! - order.get(b)!).slice(0, shares[kind])];
  });
}

/** A linear congruential generator: the same numbers for the same seed. */
function from(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
}
