import { isJsonObject } from '../../api/json-object.ts';
import type { Problem } from '../../api/problems.ts';
import type { PlatformUnpack } from '../../api/platform.gen.ts';
import { parseJson } from '../engine/response.ts';
import { ownValue } from '../language/schema-keys.ts';
import { jsonFlaw } from './json-flaw.ts';
import { unfilledPart } from './not-filled-in.ts';
import { digits, excess } from './sizes.ts';

interface Rooms {
  config: Record<string, unknown>;
  secret: Record<string, string>;
}

interface Unpacked {
  /** What is wrong with a file, by the name of its key. */
  problems: Problem[];
  /** Names of the settings that came from one. */
  settings: ReadonlySet<string>;
}

/** A vendor's file is a few values; a list of keys in one has some dozens. */
const partRoom = { bytes: 64 * 1024, depth: 16, values: 1000 };

/** Takes a vendor's file in one key of the Secret apart into keys and settings; what was set by itself wins. */
export function unpack(steps: readonly PlatformUnpack[] | undefined, rooms: Rooms): Unpacked {
  const settings = new Set<string>();
  const problems: Problem[] = [];
  for (const { key, format, into } of steps ?? []) {
    const file = ownValue(rooms.secret, key);
    if (file === undefined || file === '') continue;
    const parts = parsers[format](file);
    const flaw = typeof parts === 'string' ? parts : excess(parts, partRoom);
    if (flaw !== undefined) {
      problems.push({ at: `secret.${key}`, kind: 'invalid', what: flaw });
      continue;
    }
    for (const { target, value } of fill(rooms, into, parts)) {
      const [room, name = ''] = target.split('.');
      if (room === 'config') settings.add(name);
      const unfilled = typeof value === 'string' ? unfilledPart(name, into[target]!, value) : undefined;
      if (unfilled !== undefined) problems.push({ at: `secret.${key}`, kind: 'invalid', what: unfilled });
    }
  }
  return { problems, settings };
}

/** The parts of a file, or what is wrong with it, as the end of a sentence. */
export function opened(format: PlatformUnpack['format'], text: string): unknown {
  return parsers[format](text);
}

interface Filled {
  /** `config.NAME` or `secret.NAME` */
  target: string;
  value: unknown;
}

/** @returns what was not there before */
function fill({ config, secret }: Rooms, into: PlatformUnpack['into'], parts: unknown): Filled[] {
  const filled: Filled[] = [];
  for (const [target, path] of Object.entries(into)) {
    const value = at(parts, path);
    const [room, name = ''] = target.split('.');
    if (value === undefined || value === null || value === '') continue;
    const given = ownValue(room === 'config' ? config : secret, name) ?? null;
    if (given !== null) continue;
    if (room !== 'config') secret[name] = textOf(value);
    else config[name] = typeof value === 'bigint' ? String(value) : value;
    filled.push({ target, value });
  }
  return filled;
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value, digits) : String(value);
}

const parsers: Record<PlatformUnpack['format'], (text: string) => unknown> = {
  json(text) {
    const bare = text.replace(/^\uFEFF/, '').trim();
    if (/^https?:\/\/\S+$/i.test(bare)) return 'is an address: paste what the file contains';
    if (/^[\w./\\~:-]+\.json$/i.test(bare)) return 'is the path of a file: paste what the file contains';
    const value = parseJson(
      /^[A-Za-z0-9+/\s]+={0,2}$/.test(bare) ? Buffer.from(bare, 'base64').toString('utf8') : bare,
    );
    return isJsonObject(value) ? value : jsonFlaw(bare);
  },
  pairs(text) {
    if (/^\s*["']/.test(text)) return 'is in quotation marks: take them away';
    const pairs = text.split(';').filter((pair) => pair.trim() !== '');
    if (!pairs.every((pair) => pair.includes('='))) return 'is not of the form Name=value;Name=value';
    return Object.fromEntries(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
    );
  },
  url(text) {
    const url = URL.parse(text.trim());
    if (!url || !/^https?:$/.test(url.protocol)) return 'is not an http or https address';
    return {
      origin: url.origin,
      host: url.host,
      hostname: url.hostname,
      account: url.hostname.split('.')[0],
      path: url.pathname,
      query: url.search.slice(1),
    };
  },
};

/** The part that a path leads to; an address among the parts has parts of its own. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((outer, key) => {
    const inner = typeof outer === 'string' ? parsers.url(outer) : outer;
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
      ? (inner as Record<string, unknown>)[key]
      : undefined;
  }, value);
}
