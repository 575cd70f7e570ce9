/** What becomes of fields that are too large to be kept. */
export interface LargeFields {
  /** That a field of `spec` may have, of its JSON. */
  bytes: number;
  /** Stands in its place. */
  mark: unknown;
}

/** Escapes make a value longer than it is (JSON of the API server has six characters for a `<`). */
const slack = 4;
/** A shorter text has nothing in it that takes long to parse. */
const shortText = 64 * 1024;

/**
 * The JSON of objects without what is not kept of them, and what would take long to parse: large fields of `spec` are
 * replaced, `managedFields` and large fields of `metadata` are null. Goes over the text once.
 * @param depth - of the objects: 2 in a watch event, 3 in a list
 */
export function skim(text: string, depth: number, { bytes, mark }: LargeFields): string {
  if (text.length <= shortText) return text;
  const parts: string[] = [];
  let copied = 0;
  for (const { parent, key, start, end } of fieldsIn(text, depth)) {
    const large = end - start > bytes * slack;
    if (!large && key !== 'managedFields') continue;
    parts.push(text.slice(copied, start), parent === 'spec' && large ? JSON.stringify(mark) : 'null');
    copied = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(copied);
}

interface Field {
  parent: 'metadata' | 'spec';
  key: string;
  /** Of its value. */
  start: number;
  end: number;
}

/** The fields of `metadata` and `spec` of each object; the values of others are passed over. */
function* fieldsIn(text: string, objectDepth: number): Generator<Field> {
  let parent: Field['parent'] | undefined;
  for (const { key, depth, start, skip } of namesIn(text, objectDepth)) {
    if (depth === objectDepth) {
      parent = key === 'metadata' || key === 'spec' ? key : undefined;
      if (!parent) skip();
    } else {
      const end = skip();
      if (parent) yield { parent, key, start, end };
    }
  }
}

interface Name {
  key: string;
  /** Of the object that it is in. */
  depth: number;
  /** Of its value. */
  start: number;
  /** Passes over the value. @returns its end */
  skip: () => number;
}

/** The names in objects of that depth, and in those right inside. */
function* namesIn(text: string, objectDepth: number): Generator<Name> {
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '"') {
      depth += nesting(text[at]);
      at++;
      continue;
    }
    const endOfName = endOfString(text, at);
    const start = depth === objectDepth || depth === objectDepth + 1 ? valueAfter(text, endOfName) : undefined;
    const key = text.slice(at + 1, endOfName - 1);
    at = start ?? endOfName;
    if (start === undefined) continue;
    const skip = (): number => (at = endOfValue(text, start));
    yield { key, depth, start, skip };
  }
}

function nesting(character: string | undefined): number {
  if (character === '{' || character === '[') return 1;
  return character === '}' || character === ']' ? -1 : 0;
}

/** Where the value begins of which a name ends here; undefined where the text was no name. */
function valueAfter(text: string, end: number): number | undefined {
  const colon = pastSpace(text, end);
  return text[colon] === ':' ? pastSpace(text, colon + 1) : undefined;
}

function pastSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \n\r\t'.includes(text[at]!)) at++;
  return at;
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length;) {
    const character = text[at]!;
    if (character === '"') at = endOfString(text, at);
    else if (depth === 0 && ',}]'.includes(character)) return at;
    else {
      depth += nesting(character);
      at++;
    }
    if (depth === 0 && (character === '"' || character === '}' || character === ']')) return at;
  }
  return text.length;
}

/** Behind the quote that no backslash stands before. */
function endOfString(text: string, start: number): number {
  let at = start;
  do {
    at = text.indexOf('"', at + 1);
    if (at === -1) return text.length;
  } while (isEscaped(text, at));
  return at + 1;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}
