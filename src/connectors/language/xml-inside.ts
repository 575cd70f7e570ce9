/**
 * What stands inside the first XML element of that local name, untouched: a signature over it needs every character.
 * Goes over the text once. Undefined if there is no such element, or no end of it.
 */
export function innerXml(text: string, name: string): string | undefined {
  let open: { tag: string; start: number; depth: number } | undefined;
  for (const tag of tagsOf(text)) {
    if (!open) {
      if (tag.kind === 'end' || localName(tag.name) !== name) continue;
      if (tag.kind === 'empty') return '';
      open = { tag: tag.name, start: tag.end, depth: 1 };
      continue;
    }
    if (tag.name !== open.tag) continue;
    if (tag.kind === 'start') open.depth++;
    if (tag.kind === 'end' && --open.depth === 0) return text.slice(open.start, tag.start);
  }
  return undefined;
}

interface Tag {
  kind: 'start' | 'end' | 'empty';
  name: string;
  start: number;
  end: number;
}

const sections = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** Tags outside comments, CDATA and instructions. Each character is looked at once: the next tag is searched behind the last. */
export function* tagsOf(text: string): Generator<Tag> {
  let at = text.indexOf('<');
  while (at !== -1) {
    const section = sections.find(([opening]) => text.startsWith(opening, at));
    const end = section ? endOfSection(text, at, section) : endOfTag(text, at);
    const tag = section ? undefined : tagOf(text, at, end);
    if (tag) yield tag;
    at = text.indexOf('<', end);
  }
}

function endOfSection(text: string, at: number, [opening, closing]: readonly [string, string]): number {
  const end = text.indexOf(closing, at + opening.length);
  return end === -1 ? text.length : end + closing.length;
}

/** Behind the `>` that no quotes hold, or at the next `<`, which no tag holds. */
function endOfTag(text: string, at: number): number {
  let quote = '';
  for (let index = at + 1; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '<') return index;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return index + 1;
  }
  return text.length;
}

function tagOf(text: string, start: number, end: number): Tag | undefined {
  if (text[end - 1] !== '>') return undefined;
  const ends = text[start + 1] === '/';
  const inside = text.slice(start + (ends ? 2 : 1), end - 1);
  const name = /^[\w.:-]+/.exec(inside)?.[0];
  if (name === undefined) return undefined;
  const kind = ends ? 'end' : inside.endsWith('/') ? 'empty' : 'start';
  return { kind, name, start, end };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
