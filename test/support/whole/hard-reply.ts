import { hardStrings } from '../hard-strings.ts';
import type { RecordedReply } from './recorded.ts';

type Replied = Pick<RecordedReply, 'status' | 'headers' | 'text'>;

/** As much of a body as is read, and more than that. */
const sizes = [60_000, 1_000_000];
const headerSize = 12_000;
const statuses = [0, 200, 400, 0, 401, 403, 0, 404, 429, 500];
const headerNames = [
  'content-type',
  'www-authenticate',
  'location',
  'set-cookie',
  'retry-after',
  'date',
  'link',
  'etag',
  'server',
  'x-ms-error-code',
  'x-ms-diagnostics',
  'x-error',
  'dav',
];
/** What platforms say of what went wrong. */
const errorNames = ['error', 'error_description', 'errorCode', 'message', 'code', 'title', 'detail', 'errors'];

const lists: Readonly<Record<string, unknown>> = {
  'many texts': Array(4000).fill('aaaaaaaaaaaa'),
  'too many texts': Array(15_000).fill('a'),
  'many objects': Array.from({ length: 2000 }, () => ({ id: 'a'.repeat(20) })),
};

/** A reply as it was recorded, but for one place of it, which each turn is another, and for its status at times. */
export function withHardText(reply: RecordedReply, turn: number): Replied & { place: string } {
  const ways = [...bodyWays(reply), ...headerNames.map((name) => inHeader(reply, name))];
  const [place, make] = ways[turn % ways.length]!;
  const status = statuses[turn % statuses.length]! || reply.status;
  return { place, ...make(turn, sizes[turn % 3 === 2 ? 1 : 0]!), status };
}

type Way = [place: string, make: (turn: number, size: number) => Omit<Replied, 'status'>];

function textOf(turn: number, size: number): string {
  const texts = Object.values(hardStrings(size));
  return texts[turn % texts.length]!;
}

function inHeader({ headers, text }: RecordedReply, name: string): Way {
  const make = (turn: number) => {
    const value = textOf(turn, headerSize).replaceAll(/[^\x20-\x7e]/g, ' ');
    return { headers: { ...headers, [name]: name === 'www-authenticate' ? `Bearer ${value}` : value }, text };
  };
  return [name, make];
}

function bodyWays(reply: RecordedReply): Way[] {
  const { headers, text } = reply;
  const whole: Way = ['the body', (turn, size) => ({ headers, text: textOf(turn, size) })];
  const page: Way = [
    'a page',
    (turn, size) => ({ headers: { ...headers, 'content-type': 'text/html' }, text: `<html>${textOf(turn, size)}` }),
  ];
  const json = jsonOf(text);
  return [whole, page, ...(json === undefined ? inMarkup(reply) : inJson(reply, json))];
}

function jsonOf(text: string): object | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function inJson({ headers }: RecordedReply, json: object): Way[] {
  const paths = [...leavesOf(json), ...errorNames.map((name) => [name])];
  return paths.map((path) => [
    path.join('.'),
    (turn, size) => {
      const many = Object.values(lists);
      const value = turn % 4 === 3 ? many[turn % many.length] : textOf(turn, size);
      return { headers, text: JSON.stringify(replaced(json, path, value)) };
    },
  ]);
}

/** Paths to all that is neither list nor object. */
function leavesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? replaced(inner, rest, by) : inner));
  const inner = (value as Record<string, unknown> | undefined)?.[key];
  return { ...(value as object), [key]: replaced(inner, rest, by) };
}

/** Each text between two tags. */
function inMarkup({ headers, text }: RecordedReply): Way[] {
  return [...text.matchAll(/>([^<>]+)</g)].map(({ index, 1: found = '' }) => [
    `the text at ${index}`,
    (turn, size) => {
      const hard = textOf(turn, size).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      return { headers, text: `${text.slice(0, index + 1)}${hard}${text.slice(index + 1 + found.length)}` };
    },
  ]);
}
