/** The candidate that is probably meant: a slip of at most two letters away, the same words in another order, or the only one that holds the word. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const all = [...new Set(candidates)].filter((candidate) => candidate !== name);
  let best: string | undefined;
  let least = 3;
  for (const candidate of all) {
    const slips = distance(name.toLowerCase(), candidate.toLowerCase());
    if (slips < least && isSlip(name, candidate, slips)) [best, least] = [candidate, slips];
  }
  return best ?? all.find((candidate) => hasSameWords(candidate, name)) ?? onlyOneWith(name, all);
}

/** Whether two names are the same words or letters, however they are joined and ordered. */
export function hasSameWords(a: string, b: string): boolean {
  return wordsIn(a) === wordsIn(b) || letters(a) === letters(b);
}

/** The sentence that proposes it. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const meant = nearest(name, candidates);
  return meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
}

/** Its words in one order, however they are joined: `MissingScope` and `scope_missing` are ScopeMissing. */
function wordsIn(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.toSorted().join(' ');
}

/** Of a short word two letters are most of it: there the first must be the same. */
function isSlip(name: string, candidate: string, slips: number): boolean {
  const shorter = Math.min(name.length, candidate.length);
  if (shorter <= slips) return false;
  return slips < 2 || shorter > 4 || name[0] === candidate[0];
}

function onlyOneWith(name: string, candidates: readonly string[]): string | undefined {
  if (name.length < 4) return undefined;
  const word = letters(name);
  const holding = candidates.filter((candidate) => {
    const other = letters(candidate);
    // The passphrase of a private key is no private key.
    if (/pass/.test(word) !== /pass/.test(other)) return false;
    return other.includes(word) || (other.length >= 4 && word.includes(other));
  });
  return holding.length === 1 ? holding[0] : undefined;
}

/** `AWS_ACCESS_KEY_ID` holds accessKeyId. */
function letters(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Letters to add, drop, replace, or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let last: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = row[j]! + (a[i] === b[j] ? 0 : 1);
      const swapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j] ? last[j - 1]! + 1 : Infinity;
      next.push(Math.min(replaced, row[j + 1]! + 1, next[j]! + 1, swapped));
    }
    [last, row] = [row, next];
  }
  return row[b.length]!;
}
