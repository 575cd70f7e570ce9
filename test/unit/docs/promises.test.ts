import { expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';

const readme = readFileSync('README.md', 'utf8');
const rows = readFileSync('docs/promises.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| **'));

/** The bold words that each entry of the list in README begins with. */
function promised(text: string): string[] {
  const [, section = ''] = text.split('## What you can rely on\n');
  const [list = ''] = section.split('\n## ');
  return [...list.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, words = '']) => words);
}

it('has a row for each promise of README, and for no other', () => {
  const rowed = rows.map((row) => /^\| \*\*(.+?)\*\*/.exec(row)?.[1]);

  expect(promised(readme).length).toBeGreaterThan(8);
  expect(rowed).toEqual(promised(readme));
});

it.each(rows)('%s', (row) => {
  const tests = [...row.matchAll(/`(test\/[\w./-]+)`/g)].map(([, path = '']) => path);

  expect(tests).not.toEqual([]);
  expect(tests.filter((path) => !existsSync(path))).toEqual([]);
});
