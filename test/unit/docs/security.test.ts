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

/** Of a table or a list: what stops something, in a line of its own. */
function rowsOf(heading: string): string[] {
  const [, section = ''] = security.split(`## ${heading}\n`);
  const [lines = ''] = section.split('\n## ');
  return lines.split('\n').filter((line) => /^\| (?!Class |-)/.test(line));
}

it.each(rowsOf('Known classes of vulnerabilities').map((row) => [row.split('|')[1]!.trim(), row]))(
  'the class %s names a test',
  (_name, row) => {
    const [, , , tests = ''] = row.split('|');

    expect(pathsIn(tests).filter((path) => path.startsWith('test/'))).not.toEqual([]);
  },
);

const actors = [...security.matchAll(/^\*\*(.+?)\.\*\* (.*)$/gm)].map(([, name = '', text = '']) => ({ name, text }));

it.each(actors)('what is stopped of $name is a promise, or names a test', ({ text }) => {
  const stopped = text.split(/(?<=\.) /).filter((sentence) => sentence.startsWith('Stopped'));
  const held = /\(\d+(, \d+| to \d+)*\)|`test\//;

  expect(actors.length).toBeGreaterThan(7);
  expect(stopped.filter((sentence) => !held.test(sentence))).toEqual([]);
});

it('names files that have tests in them, or what tests hold others to', () => {
  const named = pages.flatMap((page) => pathsIn(readFileSync(page, 'utf8'))).filter((path) => path.endsWith('.ts'));
  const ofTests = named.filter((path) => path.startsWith('test/'));
  const empty = ofTests.filter((path) => !/\b(it|expect)[.(]/.test(readFileSync(path, 'utf8')));

  expect(ofTests.length).toBeGreaterThan(40);
  expect(empty).toEqual([]);
});

/** What docs/security.md says of the one folder. */
describe('the way out', () => {
  const opens =
    /import \{[^}]*\b(connect|createConnection|request|get|createSocket|spawn|exec|fork)\b[^}]*\} from 'node:(net|tls|https?|http2|dgram|child_process)'|import (?!type)[^;]* from '(node-fetch|undici|node:http2|node:dns[\w/]*|https?-proxy-agent)'/;
  /** TLS on a connection that is there, and the child process, whose only server is a relay of ours. */
  const others = ['src/connectors/drivers/ftp/tls-way.ts', 'src/connectors/drivers/smb/smbclient.ts'];

  it('is opened in one folder of the connectors', () => {
    const files = globSync('src/connectors/**/*.ts').filter((file) => opens.test(readFileSync(file, 'utf8')));
    const inFolder = files.filter((file) => file.startsWith('src/connectors/transport/'));

    expect(inFolder.length).toBeGreaterThan(4);
    expect(files.filter((file) => !inFolder.includes(file)).toSorted()).toEqual(others);
  });
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
