import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { threadMs } from '../support/thread-time.ts';

/*
 * Every pattern of what runs in the operator, against texts that are made of what it looks for: one that goes back, or that
 * begins anew at each character, takes the square of the text's length, which is up to 64 KiB.
 */

interface Pattern {
  where: string;
  pattern: RegExp;
}

const root = new URL('../../', import.meta.url).pathname;
const rooms = 'src/{api,connectors,inputs,reconcilers,runtime,text}/**/*.ts';
/** A quarter of a text that a stranger may send: what takes the square of it takes a second, and anything else no millisecond. */
const size = 16 * 1024;
const limitMs = 25;

/** What they are matched against is shorter, or not a stranger's. */
const bounded: Readonly<Record<string, string>> = {
  'src/api/duration.ts': 'a duration, as another pattern has found',
  'src/api/reasons.ts': 'texts of the catalogue',
  'src/connectors/drivers/amazon-s3/settings.ts': 'a bucket has 2,048 characters at most',
};

/** A literal begins where a value may, and ends where one may. */
const literal =
  /(?:^|[=(,:[!&|?{};\s])\/(?![*/])((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)(?=[\s.,;)\]:?}])/gm;

function patternsIn(path: string): Pattern[] {
  const text = readFileSync(root + path, 'utf8').replace(/^ *(?:\/\/|\*|\/\*).*$/gm, '');
  return [...text.matchAll(literal)].flatMap(([, source = '', flags = '']) => {
    try {
      return [{ where: `${path} /${source}/`, pattern: new RegExp(source, flags.replace(/[gy]/g, '')) }];
    } catch {
      return [];
    }
  });
}

/** What a pattern looks for, as plain text: the first character of each class, without what says how often. */
function plainOf(source: string): string {
  return source
    .replace(/\\[bB]|[$^]|\(\?<?[=!:]/g, '')
    .replace(/\[\^(?:[^\]\\]|\\.)*\]/g, 'a')
    .replace(/\[(\\?.)(?:[^\]\\]|\\.)*\]/g, '$1')
    .replace(/\{\d+,?\d*\}/g, '')
    .replace(/\\([sSwWdD])/g, (_, kind: string) => ({ s: ' ', d: '1' })[kind] ?? 'a')
    .replace(/\\(.)/g, '$1')
    .replace(/[*+?]/g, '');
}

const pieces = ['a', ' ', '1', '\n', '\t', '"', '<', '=', '.', '-', '/', 'a ', 'a.', 'a=', 'A', ',', '\\', '{', '['];

function textsFor({ source }: RegExp): string[] {
  const plain = plainOf(source);
  const words = plain.split(/[|()]/).filter((word) => word !== '');
  const begins = words.flatMap((word) =>
    Array.from({ length: Math.min(word.length, 24) }, (_, at) => word.slice(0, at + 1)),
  );
  const repeated = [...new Set([...begins, ...pieces, plain.replace(/[|()]/g, '')])].filter((piece) => piece !== '');
  const of = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  const heads = [...new Set(words.slice(0, 3))];
  return repeated.flatMap((piece) => [`${of(piece)}\u0001`, ...heads.map((head) => `${head}${of(piece)}\u0001`)]);
}

const patterns = globSync(rooms, { cwd: root })
  .filter((path) => !path.endsWith('.gen.ts') && !Object.hasOwn(bounded, path))
  .toSorted()
  .flatMap(patternsIn);

describe('patterns of the operator', () => {
  it('are found', () => {
    expect(patterns.length).toBeGreaterThan(400);
  });

  it('take no longer than the text is long', () => {
    const slow = patterns.flatMap(({ where, pattern }) => {
      const text = textsFor(pattern).find((one) => threadMs(() => pattern.test(one), limitMs) > limitMs);
      return text === undefined ? [] : [`${where} takes long with ${JSON.stringify(text.slice(0, 60))}`];
    });

    expect(slow).toEqual([]);
  }, 600_000);
});
