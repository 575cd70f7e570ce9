/** Attributes of one tag, from the left; the pattern is sticky, so that it is tried at one place only. */
const attribute = /[\s/]*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/**
 * The decoded value of the first `<input>` of that name on a web page, '' if it has none. Goes over the text once.
 * Undefined if there is no such field.
 */
export function inputValue(text: string, name: string): string | undefined {
  const tag = /<!--|<input(?=[\s/])/gi;
  for (let found = tag.exec(text); found; found = tag.exec(text)) {
    if (found[0] === '<!--') {
      const end = text.indexOf('-->', tag.lastIndex);
      if (end === -1) return undefined;
      tag.lastIndex = end;
      continue;
    }
    const { attributes, end } = attributesAt(text, tag.lastIndex);
    if (attributes.get('name') === name) return attributes.get('value') ?? '';
    // What was read is not read again: a quote that never ends would otherwise be searched for at every tag.
    tag.lastIndex = end;
  }
  return undefined;
}

function attributesAt(text: string, start: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>();
  let end = start;
  for (;;) {
    attribute.lastIndex = end;
    const found = attribute.exec(text);
    if (!found) return { attributes, end: unclosed(text, end) };
    const [whole, key = '', double, single, bare] = found;
    end += whole.length;
    const lower = key.toLowerCase();
    if (!attributes.has(lower)) attributes.set(lower, decoded(double ?? single ?? bare ?? ''));
  }
}

/** After `name="` without its second quote the rest of the page belongs to the attribute, as in a browser. */
function unclosed(text: string, end: number): number {
  const rest = /[\s/]*[=\s]*(["'])?/y;
  rest.lastIndex = end;
  return rest.exec(text)?.[1] === undefined ? end : text.length;
}

function decoded(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));/gi,
    (whole, hex, decimal, word) => {
      if (word !== undefined) return named[String(word).toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
