/** Characters by which a longer text is looked for first: it takes no longer to look for so few, whatever they are. */
const first = 32;

/** Whether a text has another one in it. Both may be a stranger's: it takes as long as both are long, and no longer. */
export function contains(text: string, wanted: string): boolean {
  if (wanted.length <= first) return text.includes(wanted);
  const begin = beginOf(text, wanted);
  // A generator for each form that is looked for would be a sixth of what a test allocates.
  return begin >= 0 && longOccurrences(text, wanted, begin).next().done !== true;
}

/** Where a text has another one in it, overlaps included. `indexOf` alone takes as long as one is long times the other. */
export function* occurrences(text: string, wanted: string): Generator<number, undefined> {
  const begin = beginOf(text, wanted);
  if (begin < 0) return;
  if (wanted.length > first) {
    yield* longOccurrences(text, wanted, begin);
    return;
  }
  for (let at = begin; at >= 0 && at <= text.length - wanted.length; at = text.indexOf(wanted, at + 1)) yield at;
}

/** Before this the text does not have it; negative where it is nowhere. */
export function beginOf(text: string, wanted: string): number {
  if (wanted.length > text.length) return -1;
  return text.indexOf(wanted.length > first ? wanted.slice(0, first) : wanted);
}

/** Knuth, Morris and Pratt: no character of the text is looked at twice. */
function* longOccurrences(text: string, wanted: string, begin: number): Generator<number, undefined> {
  if (wanted.length > text.length - begin) return;
  const borders = bordersOf(wanted);
  let matched = 0;
  for (let at = begin; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    while (matched > 0 && wanted.charCodeAt(matched) !== code) matched = borders[matched - 1]!;
    if (wanted.charCodeAt(matched) === code) matched += 1;
    if (matched < wanted.length) continue;
    yield at - wanted.length + 1;
    matched = borders[matched - 1]!;
  }
}

/** For each beginning of a text, how long the longest of its beginnings is that it also ends with. */
function bordersOf(text: string): Int32Array {
  const borders = new Int32Array(text.length);
  for (let at = 1, length = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    while (length > 0 && text.charCodeAt(length) !== code) length = borders[length - 1]!;
    if (text.charCodeAt(length) === code) length += 1;
    borders[at] = length;
  }
  return borders;
}
