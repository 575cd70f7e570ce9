import { describe, expect, it } from '@jest/globals';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

const pages = ['SECURITY.md', 'docs/security.md'];
const security = readFileSync('SECURITY.md', 'utf8');

/** Files and folders of this repository that a text names in code, with or without a line that runs them. */
function pathsIn(text: string): string[] {
  const code = [...text.matchAll(/`([^`\n]+)`/g)].map(([, inside = '']) => inside);
  const rooms = /^(src|test|charts|crds|dev|docs|examples|scripts|bench|quickstart)\/[\w./-]+$/;
  return [...new Set(code.filter((inside) => rooms.test(inside)))];
}

it.each(pages)('%s names files and folders that are there', (page) => {
  const named = pathsIn(readFileSync(page, 'utf8'));

  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

it('finds a path that leads nowhere', () => {
  expect(pathsIn('as `test/unit/nowhere.test.ts` and `src/nowhere` hold, by `npm test`')).toEqual([
    'test/unit/nowhere.test.ts',
    'src/nowhere',
  ]);
});

const promises = [...security.matchAll(/^(\d+)\. (.+)$/gm)].map(([, number, text = '']) => ({ number, text }));

it('numbers its promises, and names none that is not there', () => {
  const numbers = promises.map(({ number }) => Number(number));
  const referred = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\((\d+(?:(?:,| to) \d+)*)\)/g)].flatMap(([, list = '']) =>
      list.split(/, | to /).map(Number),
    ),
  );

  expect(numbers).toEqual(promises.map((_, index) => index + 1));
  expect(referred.filter((number) => !numbers.includes(number))).toEqual([]);
});

it.each(promises)('promise $number names a test', ({ text }) => {
  expect(pathsIn(text).filter((path) => path.startsWith('test/'))).not.toEqual([]);
});

describe('the examples of consent', () => {
  const unknown = /connection-operator\.dev\/(?!allowed-(hosts|platforms)\b)[\w-]+/g;
  const files = globSync('examples/consent/*.yaml');

  it.each(files)('%s is YAML, and has no annotation that the operator does not read', (file) => {
    const text = readFileSync(file, 'utf8');

    expect(parseAllDocuments(text).flatMap((document) => ('errors' in document ? document.errors : []))).toEqual([]);
    expect(text.match(unknown)).toBeNull();
  });

  it('are all on the page about it', () => {
    const page = readFileSync('docs/install.md', 'utf8');

    expect(files.length).toBeGreaterThan(4);
    expect(files.filter((file) => !page.includes(`../${file}`))).toEqual([]);
  });
});
