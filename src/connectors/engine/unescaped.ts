/** A text within a text within a text; each reader on the way takes one layer of escapes off. */
const layers = 3;
/** Characters of all of them. More of them are there only where a text is made for it, and then it can hide anything. */
const mostCharacters = 1024 * 1024;

/** The texts, and what readers make of those that are written with escapes, once and again. */
export function withUnescaped(texts: readonly string[]): string[] {
  const all = new Set(texts);
  let outer = [...all];
  let left = mostCharacters;
  for (let layer = 0; layer < layers && outer.length > 0; layer += 1) {
    const inner = outer.flatMap((text) => readers.map((read) => read(text))).filter((text) => !all.has(text));
    outer = [...new Set(inner)].filter((text) => (left -= text.length) > 0);
    for (const text of outer) all.add(text);
  }
  return [...all];
}

const ofOneLetter: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", szlig: 'ß' };

/** By the end of an HTML name of a letter: what stands over or under it. */
const marks: Readonly<Record<string, string>> = {
  acute: '\u0301',
  caron: '\u030C',
  cedil: '\u0327',
  circ: '\u0302',
  grave: '\u0300',
  ring: '\u030A',
  tilde: '\u0303',
  uml: '\u0308',
};

/** JSON (RFC 8259, 7) and languages like it, two bytes a character, XML and HTML, percent signs of addresses and forms, and mail (RFC 2045, 6.7); none takes longer than the text is long. */
const readers: ((text: string) => string)[] = [
  (text) =>
    text
      .replaceAll('\0', '')
      .replace(
        /\\(?:u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|x([0-9a-f]{2})|(["'\\/bfnrt]))/gi,
        (whole, ...[four, braces, two, letter = '']: string[]) => {
          const hex = four ?? braces ?? two;
          if (hex === undefined) return ofOneLetter[letter] ?? letter;
          const code = Number.parseInt(hex, 16);
          return code > 0x10ffff ? whole : String.fromCodePoint(code);
        },
      ),
  (text) =>
    text.replace(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z])(acute|caron|cedil|circ|grave|ring|tilde|uml)|([a-z]{2,5}));/gi,
      (whole, ...[hex, decimal, letter = '', mark, name = '']: string[]) => {
        if (mark !== undefined) return `${letter}${marks[mark.toLowerCase()]}`.normalize('NFC');
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return Number.isNaN(code) || code > 0x10ffff ? (entities[name] ?? whole) : String.fromCodePoint(code);
      },
    ),
  (text) =>
    text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => Buffer.from(escaped.replaceAll('%', ''), 'hex').toString()),
  (text) =>
    text
      .replace(/=\r?\n/g, '')
      .replace(/(?:=[0-9A-F]{2})+/g, (escaped) => Buffer.from(escaped.replaceAll('=', ''), 'hex').toString()),
];
