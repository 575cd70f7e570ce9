/** Finds secrets in what came out, in whatever encoding they did. */

export interface Canary {
  /** Whose it is: `platform method key`. */
  name: string;
  value: string;
  /** Of a key that is said not to be secret, such as a user name: a status may have it. */
  open?: boolean;
  /** Made of words, so that a half of it is found by accident. */
  worded?: boolean;
}

export interface Hit {
  canary: Canary;
  encoding: string;
  /** What stands around it. */
  excerpt: string;
}

type Encode = (text: string) => string[];

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

export const encodings: Readonly<Record<string, Encode>> = {
  plain: (text) => [text],
  base64: (text) => aligned(text).map((form) => form.replaceAll('-', '+').replaceAll('_', '/')),
  'base64, URL-safe': aligned,
  'URL-encoded': (text) => {
    const encoded = encodeURIComponent(text);
    const lower = encoded.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
    return [encoded, lower, new URLSearchParams({ '': text }).toString().slice(1)];
  },
  hex: (text) => ['hex', 'HEX'].map((way) => hexOf(text, way === 'HEX')),
  'JSON-escaped': (text) => [escaped(escaped(text)), escaped(text)],
};

/** Base64 at each of the three places that a text can have in a longer one, less what its neighbours decide as well. */
function aligned(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64url');
    const end = (offset + bytes.length) % 3 === 0 ? undefined : -1;
    return encoded.slice(offset === 0 ? 0 : offset + 1, end);
  });
}

function hexOf(text: string, upper: boolean): string {
  const hex = Buffer.from(text, 'utf8').toString('hex');
  return upper ? hex.toUpperCase() : hex;
}

/** A text is looked up by its first characters; what is shorter is found by accident. */
const leastForm = 8;
const about = 60;

interface Form {
  canary: Canary;
  encoding: string;
  text: string;
}

/** Every form of a canary, and of each half of it. */
function formsOf(canary: Canary): Form[] {
  const { value } = canary;
  const middle = Math.ceil(value.length / 2);
  const halves = canary.worded ? [] : [value.slice(0, middle), value.slice(middle)];
  const ofPart = (part: string, half: string) =>
    Object.entries(encodings).flatMap(([name, encode]) =>
      encode(part).map((text) => ({ canary, encoding: `${half}${name}`, text })),
    );
  const forms = [...ofPart(value, ''), ...halves.flatMap((half) => ofPart(half, 'half, '))];
  const seen = new Set<string>();
  return forms.filter(({ text }) => text.length >= leastForm && !seen.has(text) && seen.add(text));
}

/** Looks for all canaries at once. */
export class Scanner {
  readonly #forms = new Map<string, Form[]>();
  #scanned = 0;

  /** How many values are looked for. */
  readonly size: number;

  constructor(canaries: Iterable<Canary>) {
    const unique = new Map([...canaries].map((canary) => [canary.value, canary]));
    this.size = unique.size;
    for (const canary of unique.values()) {
      for (const form of formsOf(canary)) {
        const start = form.text.slice(0, leastForm);
        this.#forms.set(start, [...(this.#forms.get(start) ?? []), form]);
      }
    }
  }

  /** Characters that were looked at. */
  get scanned(): number {
    return this.#scanned;
  }

  /** @param all - values that are no secret as well */
  scan(text: string, all = true): Hit[] {
    this.#scanned += text.length;
    const hits: Hit[] = [];
    for (let at = 0; at + leastForm <= text.length; at += 1) {
      for (const form of this.#forms.get(text.slice(at, at + leastForm)) ?? []) {
        if ((form.canary.open && !all) || !text.startsWith(form.text, at)) continue;
        const excerpt = text.slice(Math.max(0, at - about), at + about);
        hits.push({ canary: form.canary, encoding: form.encoding, excerpt });
      }
    }
    return hits;
  }
}
