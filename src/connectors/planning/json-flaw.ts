import { isJsonObject } from '../../api/json-object.ts';
import { parseJson } from '../engine/response.ts';

/** Longer files are not tried in other ways. */
const longest = 64 * 1024;

const isDocument = (text: string) => isJsonObject(parseJson(text.trim()));

const decoded = (text: string) => Buffer.from(text, 'base64').toString('utf8').trim();
const isBase64 = (text: string) => /^[A-Za-z0-9+/]{8,}={0,2}$/.test(text.replaceAll(/\s/g, ''));

/** Slips: what is wrong is whatever the file is right without. */
const mended: readonly [flaw: string, mend: (text: string) => string][] = [
  ['is in quotation marks: take them away', (text) => text.replace(/^(["'`“‘])(.*)["'`”’]$/s, '$2')],
  [
    'is in quotation marks, and has a backslash before each of those within: paste the file as it was downloaded',
    (text) => {
      const inner = parseJson(text);
      return typeof inner === 'string' ? inner : text;
    },
  ],
  [
    'has a backslash before each of its quotation marks: paste the file as it was downloaded',
    (text) =>
      text
        .replace(/^"(.*)"$/s, '$1')
        .replaceAll('\\"', '"')
        .replaceAll('\\\\n', '\\n'),
  ],
  ['has a comma before a closing bracket: take it away', (text) => text.replaceAll(/,(\s*[}\]])/g, '$1')],
  ['has typographic quotation marks: JSON takes straight ones only', (text) => text.replaceAll(/[“”„«»]/g, '"')],
  ['has single quotation marks: JSON takes double ones only', (text) => text.replaceAll("'", '"')],
  ['has comments in it, which JSON does not have', (text) => text.replaceAll(/^[ \t]*(\/\/|#).*$/gm, '')],
  [
    'has line breaks within a value: they are written as \\n',
    (text) => text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, (value) => value.replaceAll(/\r?\n/g, '\\n')),
  ],
  [
    'has no-break spaces in it, as web pages and chats make them: paste the file',
    (text) => text.replaceAll('\u00a0', ' '),
  ],
  ['lacks the brackets around it: paste the whole file', (text) => `{${text.replace(/,\s*$/, '')}}`],
  ['is cut off: its beginning is missing', (text) => `{${text}`],
  [
    'has other text around the JSON document: keep only what is from { to }',
    (text) => (text.startsWith('[') ? text : text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)),
  ],
];

/** Kinds of files that are no JSON at all, by their beginning. */
const kinds: readonly [pattern: RegExp, what: string][] = [
  [/^-----BEGIN [A-Z ]*PRIVATE KEY/, 'is a private key in PEM: the JSON file that the key came in is needed'],
  [/^-----BEGIN /, 'is a certificate or key in PEM: the JSON file is needed'],
  [/^</, 'is a page or an XML file: the JSON file is needed'],
  [/^PuTTY-/, 'is a key of PuTTY: the JSON file is needed'],
  [/^PK\u0003/, 'is a ZIP archive: unpack it first'],
  [/^\[/, 'is a list: paste the file as it was downloaded'],
  [/^(---\s*\n)?["\w]+:\s/, 'is YAML: the JSON file as it was downloaded is needed'],
];

/**
 * Why a text is not the JSON document that a vendor issued, as the end of a sentence. The text itself is never shown.
 * @param text - without spaces and a byte order mark around it
 */
export function jsonFlaw(text: string): string {
  if (text.length > longest) return 'is not a JSON document';
  if (isBase64(text)) {
    const once = decoded(text);
    if (isBase64(once) && isDocument(decoded(once))) return 'is in base64 twice: put the file itself into stringData';
    return 'is not a JSON document: neither as it is nor decoded from base64';
  }
  const slip = mended.find(([, mend]) => isDocument(mend(text)));
  if (slip) return slip[0];
  if (/\}\s*\{/.test(text)) return 'is more than one JSON document: keep one of them';
  if (text.startsWith('{')) return cutOff(text);
  const kind = kinds.find(([pattern]) => pattern.test(text));
  if (kind) return kind[1];
  return text.endsWith('}') ? 'is cut off: its beginning is missing' : 'is not a JSON document';
}

/** A document whose brackets never close ended too soon. */
function cutOff(text: string): string {
  const outside = text.replaceAll(/"(?:[^"\\]|\\.)*("|$)/gs, '');
  const open = outside.split('{').length - outside.split('}').length;
  return open > 0 ? 'is cut off: its end is missing' : 'is not a JSON document: its punctuation is wrong';
}
