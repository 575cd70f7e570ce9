import type { Damage, Exchange } from './tamper.ts';

/** A damage with its name for a report, and what kind it is of. */
export interface Named {
  kind: 'field' | 'emptied' | 'cut' | 'body' | 'status';
  name: string;
  damage: Damage;
  /** Of a field: the value that was damaged. */
  was?: unknown;
}

const page = (body: string) => `<!DOCTYPE html><html><head><title>x</title></head><body>${body}</body></html>`;

/** Every way in which the suite damages a response. */
export function damagesOf(exchange: Exchange): Named[] {
  const good = exchange.status < 300 && !exchange.key.startsWith('HEAD ');
  const said = good && exchange.body !== '';
  return [...(said ? [...fields(exchange), ...cuts(exchange), ...bodies(exchange)] : []), ...statuses()];
}

function fields({ body }: Exchange): Named[] {
  const json = parsed(body);
  return json === undefined
    ? texts(body)
    : [...places(json).flatMap((path) => damagedAt(json, path)), ...emptied(json)];
}

function damagedAt(json: unknown, path: readonly string[]): Named[] {
  const was = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], json);
  const values: [string, unknown][] = [
    ['null', null],
    ['false', false],
    ['0', 0],
    ['blank', ' '],
    ['{}', {}],
    ['[]', []],
    ['missing', undefined],
    ['another type', ofAnotherType(was)],
  ];
  return values.map(([name, value]) => ({
    kind: 'field',
    name: `${path.join('.')}: ${name}`,
    damage: { body: JSON.stringify(replaced(json, path, value)) },
    was,
  }));
}

function ofAnotherType(value: unknown): unknown {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return { value };
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'text' : 7;
}

/** The places of all fields, without those that the fake plants in every body. */
function places(json: unknown, path: readonly string[] = []): string[][] {
  if (typeof json !== 'object' || json === null || path.length > 5) return [];
  const planted = new Set(['request_id', 'help_url']);
  const keys = Object.keys(json).filter((key) => path.length > 0 || !planted.has(key));
  return keys.flatMap((key) => {
    const here = [...path, key];
    return [here, ...places((json as Record<string, unknown>)[key], here)];
  });
}

function replaced(json: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = (Array.isArray(json) ? [...(json as unknown[])] : { ...(json as object) }) as Record<string, unknown>;
  if (rest.length === 0 && value === undefined) {
    if (Array.isArray(copy)) copy.splice(Number(key), 1);
    else delete copy[key];
  } else copy[key] = replaced(copy[key], rest, value);
  return copy;
}

/** Texts of XML elements, and attributes, one after the other made blank or left out. */
function texts(body: string): Named[] {
  if (!body.trimStart().startsWith('<')) return [];
  return [...body.matchAll(/>([^<>]*\S[^<>]*)<\/|="([^"]+)"/g)].flatMap((match) => {
    const was = match[1] ?? match[2]!;
    const from = match.index + match[0].indexOf(was);
    return ['', ' ', '0'].map((value) => ({
      kind: 'field' as const,
      name: `text ${from}: "${value}"`,
      damage: { body: body.slice(0, from) + value + body.slice(from + was.length) },
      was,
    }));
  });
}

function cuts({ body }: Exchange): Named[] {
  const whole = body.trimEnd().length;
  if (whole < 2) return [];
  const at = new Set(Array.from({ length: 20 }, (_, part) => Math.floor(((part + 1) * (whole - 1)) / 20)));
  return [...at].map((length) => ({
    kind: 'cut',
    name: `cut at ${length} of ${whole}`,
    damage: { body: body.slice(0, length) },
  }));
}

/** What another API might say to the same request. */
const others = {
  'of a user': { data: { user: { name: 'Somebody', active: true } }, meta: { version: 3 } },
  'of a list': [{ key: 'a', title: 'A' }],
  'of a health check': { status: 'UP', components: {} },
};

function bodies({ body, type }: Exchange): Named[] {
  const json = (name: string, value: unknown): [string, Damage] => [
    name,
    { body: JSON.stringify(value), type: 'application/json' },
  ];
  const all: [string, Damage][] = [
    ['web page', { body: page('<h1>Welcome</h1>'), type: 'text/html' }],
    ['web page that says it is JSON', { body: page('<h1>Welcome</h1>'), type: 'application/json' }],
    ['sign-in page', { body: page('<form><input type="password"></form>'), type: 'text/html' }],
    ['empty', { body: '' }],
    ['204', { status: 204, body: '' }],
    ['1 MB', { body: `${body.slice(0, 1)}${' '.repeat(1024 * 1024)}${body.slice(1)}` }],
    ['BOM', { body: `\u{feff}${body}`, type }],
    ['other XML', { body: '<?xml version="1.0"?><ok><id>1</id></ok>', type: 'application/xml' }],
    ...Object.entries(others).map(([name, value]) => json(`JSON ${name}`, value)),
    ...['null', '{}', '[]', 'true', '0', '""'].map((text) => json(text, JSON.parse(text))),
  ];
  return all.map(([name, damage]) => ({ kind: 'body', name, damage }));
}

/** The smallest response of a vendor: all names are there, and nothing is in them. */
function emptied(json: unknown): Named[] {
  const each = (change: (value: unknown) => unknown) =>
    JSON.stringify(json, (_key, value: unknown) =>
      typeof value === 'object' && value !== null ? value : change(value),
    );
  const text = (instead: unknown) => (value: unknown) => (typeof value === 'string' ? instead : value);
  const all: [string, string][] = [
    ['every text null', each(text(null))],
    ['every text blank', each(text(' '))],
    ['every value null', each(() => null)],
    ['every value false', each(() => false)],
    ['every value 0', each(() => 0)],
  ];
  return all.map(([name, body]) => ({ kind: 'emptied', name, damage: { body } }));
}

const saying = {
  empty: { body: '', type: 'text/plain' },
  HTML: { body: page('<h1>Access Denied</h1>'), type: 'text/html' },
  JSON: { body: '{"error":"made_up","message":"Made up"}', type: 'application/json' },
};

function statuses(): Named[] {
  const all = Array.from({ length: 300 }, (_, index) => 300 + index);
  return all.flatMap((status) =>
    Object.entries(saying).map(([name, damage]) => ({
      kind: 'status' as const,
      name: `${status} ${name}`,
      damage: { ...damage, status },
    })),
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
