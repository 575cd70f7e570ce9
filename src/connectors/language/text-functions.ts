/** Functions that expressions have on text. Undefined means no value. Each reads its text a fixed number of times. */

export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

export function parts(text: string): string[] {
  return text.split('/').filter((part) => part !== '');
}

export function after(text: string, mark: string): string | undefined {
  const at = text.indexOf(mark);
  return at === -1 ? undefined : text.slice(at + mark.length);
}

export function before(text: string, mark: string): string | undefined {
  const at = text.indexOf(mark);
  return at === -1 ? undefined : text.slice(0, at);
}

export function between(text: string, first: string, second: string): string | undefined {
  const rest = after(text, first);
  return rest === undefined ? undefined : before(rest, second);
}

/** A pattern for slashes at the end would be tried at each slash of a long row of them. */
export function trimSlash(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end--;
  return text.slice(0, end);
}

export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** Bit `position` of a whole number, 1 is the lowest; of a negative one in two's complement. */
export function bit(number: unknown, position: bigint): boolean | undefined {
  const value = wholeNumber(number);
  if (value === undefined || position < 1n || position > 64n) return undefined;
  return ((value >> (position - 1n)) & 1n) === 1n;
}

function wholeNumber(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
}

/** Every occurrence, or the first `most`, as the `strings` extension has it; undefined if the result is longer than `longest`. */
export function replace(text: string, [from, to]: readonly [string, string], most: number, longest: number) {
  const found = from === '' ? Array.from(text) : text.split(from);
  const pieces = from === '' ? ['', ...found, ''] : found;
  const times = Math.min(most < 0 ? Infinity : most, pieces.length - 1);
  if (text.length + times * (to.length - from.length) > longest) return undefined;
  const changed = pieces.slice(0, times + 1).join(to);
  return times === pieces.length - 1 ? changed : [changed, ...pieces.slice(times + 1)].join(from);
}
