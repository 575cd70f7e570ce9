import { registry } from './registry.ts';

interface Known {
  name: string;
  /** Name, title and what people call it, without spaces and signs. */
  called: string[];
  /** Words of the name, as `sharepoint` and `server`. */
  words: string[];
  /** Words of all of them. */
  allWords: Set<string>;
}

const offered = [...registry.values()].filter(({ spec }) => !spec.retired);
const known: readonly Known[] = offered.map(({ name, spec }) => {
  const called = [name, spec.title, ...(spec.aliases ?? [])];
  return { name, called: called.map(bare), words: wordsOf(name), allWords: new Set(called.flatMap(wordsOf)) };
});

/**
 * Built-in platforms that are probably meant: by a name or a word of it, by all words of other names, by a slip.
 * @returns their names, at most three
 * @example suggestPlatforms('one drive') // → ['onedrive-business', 'onedrive-personal']
 */
export function suggestPlatforms(text: string): string[] {
  const wanted = bare(text);
  const wantedWords = wordsOf(text);
  const slips = Math.min(2, Math.floor((wanted.length - 2) / 2));
  const ways: ((platform: Known) => boolean)[] = [
    ({ called, words }) => called.includes(wanted) || words.includes(wanted),
    ({ allWords }) => wantedWords.every((word) => allWords.has(word)),
    ({ called, words }) => [...called, ...words].some((word) => distance(word, wanted) <= slips),
  ];
  if (wanted === '') return [];
  for (const fits of ways) {
    const found = known.filter(fits);
    if (found.length > 0) return found.slice(0, 3).map(({ name }) => name);
  }
  return [];
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Letters to add, drop or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min(row[j]! + (letter === b[j] ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
