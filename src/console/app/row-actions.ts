import type { Row } from '../contract.ts';
import { post } from './requests.ts';
import { say } from './speak.ts';

/** So many at a time, so that the API server is not flooded by a list of thousands. */
const atATime = 4;

export function testNow(rows: readonly Row[]): Promise<void> {
  return forEach(rows, 'test', {}, (what) => `Asked the operator to test ${what}`);
}

export function setSuspended(rows: readonly Row[], suspend: boolean): Promise<void> {
  return forEach(rows, 'suspend', { suspend }, (what) => `${suspend ? 'Suspended' : 'Resumed'} ${what}`);
}

/** Does it to each and says what came of it, once for all. */
async function forEach(
  rows: readonly Row[],
  action: string,
  body: object,
  wordsFor: (what: string) => string,
): Promise<void> {
  const refusals = await refusalsOf(rows, (row) => post(`${pathOf(row)}/${action}`, body));
  const done = rows.length - refusals.size;
  const said = done > 0 ? wordsFor(rows.length === 1 ? (rows[0]?.name ?? '') : `${done} connections`) : '';
  say([said, refusedIn(refusals)].filter(Boolean).join('. '));
}

export function pathOf({ namespace, name }: Row): string {
  return `/connections/${namespace}/${name}`;
}

/** What was said no to, by the keys of the rows. */
export async function refusalsOf(
  rows: readonly Row[],
  act: (row: Row) => Promise<unknown>,
): Promise<ReadonlyMap<string, string>> {
  const refusals = new Map<string, string>();
  const waiting = [...rows];
  const worker = async (): Promise<void> => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      const { key } = row;
      await act(row).catch((error: unknown) => refusals.set(key, (error as Error).message));
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return refusals;
}

export function refusedIn(refusals: ReadonlyMap<string, string>): string {
  const [first] = refusals;
  if (!first) return '';
  const [key, message] = first;
  const more = refusals.size > 1 ? ` and ${refusals.size - 1} more` : '';
  return `Not for ${key}${more}: ${message}`;
}
