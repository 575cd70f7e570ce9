import { describe, expect, it } from '@jest/globals';
import { Bindings, valueOf } from '../../../../src/connectors/language/expression.ts';
import { tagsOf } from '../../../../src/connectors/language/xml-inside.ts';
import { threadMs } from '../../../support/thread-time.ts';

const length = 65_536;
const full = (piece: string) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
/** Texts for which a careless search looks for the same end again and again, so that it takes the square of their length. */
const texts: readonly string[] = [
  ['a', '/', ' ', ',', '<', '\n', '"', '😀', '<n ', '<n>', '</n>', '<n a="', "<n a='>", '<!--', '<![CDATA[', '<?'],
  ['<input ', '<input name="', "<input name='n", '<input name=n value=', '<input =', '&#', '<input value="&#'],
]
  .flat()
  .map(full);
const nearMisses = [
  `${full(' ')}x`,
  `${full('/')}x`,
  `<input${full(' ')}`,
  `<n${full(' ')}`,
  `${full('<n>').slice(0, length / 2)}${full('</n>').slice(0, length / 2)}`,
  `https://a/${full('%')}`,
  `https://a/${full('../')}`,
  `https://${full('a.')}`,
];

describe('each function takes 64 KiB of what is hard for it', () => {
  const calls = [
    ['words()', 'parts()', 'trimSlash()', 'origin()', 'host()', 'path()', 'urlPath()', 'base64()', 'trim()'],
    ['after("z")', 'before("z")', 'between("a", "z")', 'innerXml("n")', 'inputValue("m")', 'indexOf("zz")'],
    ['replace(",", "")', 'replace("/", "//")', 'replace("", "a")', 'split("")', 'split(",").join(" ")'],
    ['lowerAscii()', 'upperAscii()', 'contains("zz")', 'matches("(a+)+b?$")', 'matches("( *,*)*z")'],
  ].flat();

  it.each(calls)('%s', (call) => {
    for (const text of [...texts, ...nearMisses]) {
      const value = valueOf(`[text.${call}]`, new Bindings({ text }));

      expect([undefined, 1]).toContain(Array.isArray(value) ? value.length : value);
    }
  });
});

it.each([...texts, ...nearMisses].map((text) => [text.slice(0, 12), text]))(
  'reads the tags of %s… once',
  (_name, text) => {
    const tags = [...tagsOf(text)];

    const ends = [0, ...tags.map(({ end }) => end)];
    expect(tags.filter(({ start, end }, index) => start < ends[index]! || end <= start)).toEqual([]);
  },
);

/** A matcher that goes back tries each way to part the letters: seconds for so many, and twice that for one more. */
it.each(['^(a+)+$', '^(a|a)*$', '^([a-z]+)*-$', '^(.*a){12}$'])('the pattern %s is linear', (pattern) => {
  const bindings = new Bindings({ text: `${'a'.repeat(25)}!` });

  expect(threadMs(() => valueOf(`text.matches("${pattern}")`, bindings), 25)).toBeLessThan(100);
});
