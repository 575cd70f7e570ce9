/** Straight ones may belong to a password; nobody types the others into one. */
const straight: readonly [open: string, close: string][] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
];
const typographic: readonly [open: string, close: string][] = [
  ['“', '”'],
  ['„', '“'],
  ['”', '”'],
  ['‘', '’'],
  ['‚', '‘'],
  ['«', '»'],
  ['»', '«'],
];

/**
 * The text within quotation marks that came along with it, as `kubectl create secret --from-env-file` leaves them.
 * @param free - whether anything may stand in it, as in a password: then straight ones are its own
 * @returns undefined where there are none
 */
export function withinQuotes(text: string, { free }: { free: boolean }): string | undefined {
  const bare = text.trim();
  const pairs = free ? typographic : [...straight, ...typographic];
  const inner = bare.slice(1, -1);
  const isAround = ([open, close]: (typeof pairs)[number]) =>
    bare.startsWith(open) && bare.endsWith(close) && !inner.includes(open) && !inner.includes(close);
  return bare.length > 2 && pairs.some(isAround) ? inner : undefined;
}
