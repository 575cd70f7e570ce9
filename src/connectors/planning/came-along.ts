import { parseJson } from '../engine/response.ts';
import { isJsonObject } from '../../api/json-object.ts';
import { hasSameWords } from '../language/suggest.ts';

/** Whoever made a slip of copying has not copied more than this. */
const longest = 8192;

/** Nobody types these, and no screen shows them. The joiners of emoji, Persian and Hindi are not among them. */
const unseen = /[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;
// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
/** Of a password: what a terminal leaves around a text that is pasted. Whether it takes others, a protocol says. */
// eslint-disable-next-line no-control-regex
const pasted = /\u001b/;

const codeOf = (char: string) => `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** A text without the characters that nobody sees. */
export const visible = (text: string) => text.replaceAll(new RegExp(unseen, 'g'), '');

/** A character in a value that nobody types, as the end of a sentence. */
export function strangeCharacter(text: string, free: boolean): string | undefined {
  const [hidden] = unseen.exec(text) ?? [];
  if (hidden !== undefined) return `contains an invisible character (${codeOf(hidden)}): copy it anew as plain text`;
  const [signal] = (free ? pasted : control).exec(text) ?? [];
  if (signal !== undefined) return `contains a control character (${codeOf(signal)}): copy it anew as plain text`;
  return /^\t|\t$/.test(text) ? 'begins or ends with a tab: remove it' : undefined;
}

interface Line {
  name: string;
  sign: '=' | ':';
  value: string;
}

/** A line that sets a variable or a field, as files and shells have them: `export NAME="value"`, `name: value`. */
export function lineOf(text: string): Line | undefined {
  if (text.length > longest) return undefined;
  const found =
    /^\s*(?:export |set |setx |declare -x |ENV |\$env:|- )?["']?([A-Za-z][\w.-]{0,80})["']? ?(=|:(?= )) ?(\S[^\r\n]*)$/.exec(
      text.trim(),
    );
  if (!found) return undefined;
  const [, name = '', sign, rest = ''] = found;
  return { name, sign: sign as Line['sign'], value: withoutEdges(rest) };
}

/** Whether the name of such a line is that of the value, and not the beginning of the value itself. */
export function isNamed({ name }: Line, key: string, free: boolean): boolean {
  if (free) return name === key || name === snake(key) || name.endsWith(snake(key).toUpperCase());
  return hasSameWords(name, key) || /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(name);
}

/** What is wrong with such a value, as the end of a sentence. */
export const beginning = ({ sign }: Line) => `begins with the name of a ${sign === '=' ? 'variable' : 'field'}`;

const snake = (key: string) => key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

const marks = '"\'`“”„«»‘’‚';

/** What is left of a value without what stood around it in a file: quotation marks, a comma, a line break written out. */
export function withoutEdges(text: string): string {
  const bare = text.trim();
  // `&amp;` is what a page made of `&`.
  if (/&#?\w{1,8};$/.test(bare)) return bare;
  let [start, end] = [0, bare.length];
  while (start < end && isMark(bare, start)) start += bare[start] === '\\' ? 2 : 1;
  // A regular expression would begin anew at each mark.
  for (let length = 1; length > 0; end -= length) length = endOf(bare.slice(Math.max(start, end - 2), end));
  return bare.slice(start, end);
}

/** Quotation marks may have a backslash before them. */
const isMark = (text: string, at: number) => marks.includes(text[at]!) || (text[at] === '\\' && text[at + 1] === '"');

/** How many of the last characters are no part of the value. */
function endOf(last: string): number {
  if (/^\\[nrt"]$/.test(last)) return 2;
  return last !== '' && `${marks},;`.includes(last.at(-1)!) ? 1 : 0;
}

/** Letters, digits and the marks that tokens, addresses and names of accounts have. */
const plain = /^[A-Za-z0-9._~+/=:@%?&#\\-]{8,}$/;

const edges = {
  broken: 'ends with a line break written out',
  quoted: 'has a quotation mark at an end',
  listed: 'ends with a comma or a semicolon',
} as const;
type Edge = (typeof edges)[keyof typeof edges];

const remedies: Readonly<Record<Edge, string>> = {
  [edges.broken]: 'remove the backslash and what follows it',
  [edges.quoted]: 'take it away',
  [edges.listed]: 'remove it',
};

function edgeOf(bare: string): Edge {
  if (/\\[nrt]["'`,;]*$/.test(bare)) return edges.broken;
  return /^\\?["'`“”„«»‘’‚]|["'`“”„«»‘’‚][,;]?$/.test(bare) ? edges.quoted : edges.listed;
}

/** What may stand at an end of a value, and the value without it; the same value where nothing of that kind does. */
export const edgeSlips = Object.values(edges).map((flaw): [flaw: string, mended: (text: string) => string] => [
  flaw,
  (text) => (edgeOf(text.trim()) === flaw ? withoutEdges(text) : text),
]);

export const edgeRemedies: Readonly<Record<string, string>> = remedies;

/** What stands at an end of a value that is otherwise plain. */
export function edgeFlaw(text: string): { what: Edge; fix: string } | undefined {
  const bare = text.length > longest ? '' : text.trim();
  const inner = withoutEdges(bare);
  if (inner === bare || !plain.test(inner)) return undefined;
  const what = edgeOf(bare);
  return { what, fix: remedies[what] };
}

/** A file with several values, or a document, where one value belongs. */
export function documentFlaw(text: string): string | undefined {
  const bare = text.slice(0, longest).trim();
  if (bare.startsWith('{') && isJsonObject(parseJson(text.trim())))
    return 'is a JSON file: put its values under keys of their own';
  if (!/[\r\n]/.test(bare)) return undefined;
  if (/^kind: Config$/m.test(bare)) return 'is a kubeconfig: put only the value itself under this key';
  if (/^(---\s+)?(apiVersion|kind): /m.test(bare)) return 'is a manifest: put only the value itself under this key';
  if (/^(#|\/\/) /.test(bare)) return 'has a comment before it: keep only the value';
  const lines = bare.split(/\r?\n/).filter((line) => line.trim() !== '');
  const set = lines.filter((line) => lineOf(line) ?? /^\[[\w .-]+\]$/.test(line));
  return set.length > 1 ? 'is a file of several values: put each under a key of its own' : undefined;
}

const headers =
  /^(authorization|proxy-authorization|cookie|[a-z-]{0,30}(token|api-?key|auth)[a-z-]{0,30}): ?(\w+ )?\S/i;

/** What a value is that has a space in it, though a program made it, as the end of a sentence. */
export function spacedFlaw(text: string): string | undefined {
  if (!/\s/.test(text.trim())) return undefined;
  const bare = text.slice(0, longest).trim();
  if (/^(curl|wget|http|echo|-[HuU]) ?\S/.test(bare)) return 'is a part of a command: keep only the value';
  if (headers.test(bare)) return 'is a whole header: keep only the value';
  return /^(error|fatal|warning)\b.{0,10}: /i.test(bare) ? 'is the message of an error, not a value' : undefined;
}

/** The same of one that the platform does not describe: no token has a scheme, a line break, or spaces at its ends. */
export function spaceFlaw(text: string): string | undefined {
  if (!/\s/.test(text)) return undefined;
  if (/^\s|\s$/.test(text)) return 'begins or ends with a space or line break: remove it';
  if (/^(bearer|basic|token|apikey|digest|negotiate) \S+$/i.test(text))
    return 'begins with a scheme such as Bearer: keep only what comes after it';
  // A person may have chosen a secret with spaces within for a server of their own.
  return /[\r\n]/.test(text) ? 'contains a line break: remove it' : undefined;
}
