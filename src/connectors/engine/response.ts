import { XMLParser } from 'fast-xml-parser';
import type { HttpResponse } from '../transport/messages.ts';

/** A response as expressions see it. */
export interface ReadResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  cookies: Readonly<Record<string, string>>;
  text: string;
  /** The parsed body, null where it is not JSON. */
  json: unknown;
  /** The parsed body without namespace prefixes, attributes as `@name`; null where it is not XML. */
  xml: unknown;
  html: boolean;
  /** It says that it is JSON or XML, and cannot be read as that: it was cut off, or is something else. */
  damaged?: 'JSON' | 'XML';
  /** It came before anybody was asked who they are. */
  unasked?: true;
}

const xmlParser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  processEntities: true,
  // Entities of the document's own are how an XML response would be blown up.
  htmlEntities: false,
});

export function readResponse(response: HttpResponse): ReadResponse {
  const type = (response.headers['content-type'] ?? '').toLowerCase();
  const start = response.text.trimStart();
  const html = type.includes('html') || /^<!doctype html|^<html/i.test(start);
  const json = html ? null : parseJson(start);
  const xml = !html && start.startsWith('<') ? parseXml(start) : null;
  const damaged = html || start === '' ? undefined : damageOf(type, { json, xml, start });
  return {
    status: response.status,
    headers: response.headers,
    cookies: response.cookies,
    text: response.text,
    json,
    xml,
    html,
    ...(damaged ? { damaged } : {}),
    ...(response.unasked ? { unasked: true } : {}),
  };
}

function damageOf(
  type: string,
  { json, xml, start }: { json: unknown; xml: unknown; start: string },
): ReadResponse['damaged'] {
  if (/[/+]json\b/.test(type)) return json === null && start.trimEnd() !== 'null' ? 'JSON' : undefined;
  return /[/+]xml\b/.test(type) && xml === null ? 'XML' : undefined;
}

/** Of a real one, 64 KiB have some thousands; each is looked at by every expression that goes over them. */
const mostValues = 4096;

/** Ids above 2^53 keep all their digits. @returns null for what has too many values, too */
export function parseJson(text: string): unknown {
  if (!/^[[{"\d-]|^(true|false|null)/.test(text)) return null;
  let count = 0;
  const reviver = (_key: string, value: unknown, context?: { source?: string }) => {
    count += 1;
    if (count > mostValues) throw new Error('too many values');
    return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? BigInt(context?.source ?? 0)
      : value;
  };
  try {
    return JSON.parse(text, reviver);
  } catch {
    return null;
  }
}

function parseXml(text: string): unknown {
  try {
    return text.includes('<!DOCTYPE') || hasTooMany(text) || !isWhole(text) ? null : xmlParser.parse(text);
  } catch {
    return null;
  }
}

/** Of a real one, 64 KiB have some thousands; each is an object to be made. */
const mostTags = 8192;

function hasTooMany(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('<'); at !== -1 && count <= mostTags; at = text.indexOf('<', at + 1)) count += 1;
  return count > mostTags;
}

const beforeRoot = /^(\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)/;
const openingTag = /^<([A-Za-z_][\w:.-]*)/;

/** Whether a document ends with the end of its root element: the parser reads one that is cut off as well. */
function isWhole(text: string): boolean {
  let rest = text;
  for (let skipped = beforeRoot.exec(rest); skipped; skipped = beforeRoot.exec(rest))
    rest = rest.slice(skipped[0].length);
  const root = openingTag.exec(rest)?.[1];
  if (root === undefined) return false;
  const end = withoutComments(rest).trimEnd();
  const closed = end.endsWith('>') && end.slice(0, -1).trimEnd().endsWith(`</${root}`);
  return closed || (end.endsWith('/>') && end.indexOf('>') === end.length - 1);
}

/** Comments may follow the root element. */
function withoutComments(text: string): string {
  const end = text.trimEnd();
  const begin = end.endsWith('-->') ? end.lastIndexOf('<!--') : -1;
  return begin === -1 ? end : end.slice(0, begin);
}
