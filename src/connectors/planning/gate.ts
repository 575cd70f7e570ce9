import type { Problem } from '../../api/problems.ts';
import { isTooLarge, mostSettingsBytes } from '../../api/too-large.ts';
import type { PlatformMethod, PlatformSpec } from '../platform.ts';
import { sizeOfSchema } from '../language/schema-size.ts';
import { kubernetesKeys } from './kubernetes-keys.ts';
import type { JsonSchema } from './schema.ts';
import { excess, excessAt, tooLargeFor } from './sizes.ts';

const settingsRoom = { bytes: mostSettingsBytes, depth: 16, values: 1000 };
const secretBytes = 1024 * 1024;
/** Characters of a value whose schema allows no more. */
const valueLength = 64 * 1024;
/** Keys that are looked at: those that a method knows, and a few that may be one of them by another name. */
const mostKeys = 64;
/** Nobody means so many: to go through 100,000 takes 40 ms. */
const keysAtAll = 5000;
/** Of a name in a message. */
const longestName = 100;

/** Values that are held against schemas, which takes 5 µs each: of the largest built-in Platform all that settings may have. */
const mostComparisons = 40_000;

const rooms = new WeakMap<JsonSchema, number>();

/** How many values can be held against a schema. */
function roomOf(schema: JsonSchema): number {
  const known = rooms.get(schema);
  if (known !== undefined) return known;
  const room = Math.floor(mostComparisons / sizeOfSchema(schema, {}));
  rooms.set(schema, room);
  return room;
}

/** Why there are too many settings, or keys, for a schema of this size. */
export function schemaExcess(value: object, schema: JsonSchema | undefined, at: string): Problem[] {
  const room = schema === undefined ? mostComparisons : roomOf(schema);
  const what = excess(value, { ...settingsRoom, bytes: Infinity, values: Math.max(room, 1) });
  return what === undefined ? [] : [{ at, kind: 'invalid', what: `${what}, which is too many for its schema` }];
}

/** Why settings are too large to be looked at. */
export function settingsExcess(config: Readonly<Record<string, unknown>> = {}): Problem | undefined {
  const found = isTooLarge(config) ? { what: tooLargeFor(settingsRoom) } : excessAt(config, settingsRoom);
  if (!found) return undefined;
  const at = ['spec.config', ...(found.key === undefined ? [] : [found.key.slice(0, longestName)])].join('.');
  return { at, kind: 'invalid', what: found.what };
}

type Bytes = Readonly<Record<string, Uint8Array>>;

/** The part of a Secret that is looked at, or why it is too large for that. */
export function consideredKeys(secret: Bytes, { methods }: PlatformSpec): { keys: Bytes } | { problem: Problem } {
  const known = new Set([...methods.flatMap(knownKeys), ...kubernetesKeys].filter((key) => Object.hasOwn(secret, key)));
  const strange: string[] = [];
  let [bytes, count] = [0, 0];
  for (const key in secret) {
    count += 1;
    if (count > keysAtAll) {
      return { problem: { at: 'secret', kind: 'invalid', what: `has more than ${keysAtAll} keys` } };
    }
    bytes += secret[key]?.byteLength ?? 0;
    if (!known.has(key) && strange.length + known.size < mostKeys) strange.push(key);
  }
  if (bytes > secretBytes) return { problem: { at: 'secret', kind: 'invalid', what: 'is too large: at most 1 MiB' } };
  return { keys: Object.fromEntries([...known, ...strange].map((key) => [key, secret[key]!])) };
}

/** Keys that a method takes, those that are files among them. */
export function knownKeys({ secret, unpack = [] }: PlatformMethod): string[] {
  return [...Object.keys(secret?.['properties'] ?? {}), ...unpack.map(({ key }) => key)];
}

/** Values that are longer than any that the method could take. */
export function valueExcess(secret: Readonly<Record<string, string>>, method: PlatformMethod): Problem[] {
  const properties = (method.secret?.['properties'] ?? {}) as Record<string, { maxLength?: number }>;
  return knownKeys(method).flatMap((key): Problem[] => {
    const most = Math.max(properties[key]?.maxLength ?? 0, valueLength);
    if ((secret[key]?.length ?? 0) <= most) return [];
    return [{ at: `secret.${key}`, kind: 'invalid', what: `must have at most ${most} characters` }];
  });
}
