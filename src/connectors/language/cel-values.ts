import {
  celList,
  celMap,
  isCelError,
  isCelList,
  isCelMap,
  isCelUint,
  type CelInput,
  type CelResult,
  type CelValue,
} from '@bufbuild/cel';
import { timestampOf } from './cel-time.ts';
import { evaluationLimits as limits } from './evaluation-limits.ts';

/** Nothing that a platform means is nested deeper; a response may be. */
const deepest = 100;

/** CEL knows maps, not objects; whole numbers are int, as in the JSON they came from. Nothing is converted a second time. */
export function toCel(value: unknown, depth = 0): CelValue {
  if (value === undefined || value === null || depth > deepest) return null;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return celList(value.map((item) => toCel(item, depth + 1)));
  if (value instanceof Date) return timestampOf(value);
  if (typeof value !== 'object') return value as CelValue;
  if (isCelMap(value) || isCelList(value)) return value;
  return celMap(mapOf(value, depth));
}

function mapOf(object: object, depth: number): Map<string, CelInput> {
  const map = new Map<string, CelInput>();
  for (const [key, item] of Object.entries(object)) map.set(key, toCel(item, depth + 1));
  return map;
}

/**
 * Undefined for what has no plain form (bytes, a type, an error), and for what is too large: a list that holds a list
 * twice that holds a list twice has few parts in memory, and more than there is memory for as plain values.
 */
export function toPlain(value: CelResult): unknown {
  const room = { items: limits.iterations, text: limits.text };
  try {
    return plain(value, room);
  } catch (error) {
    if (error === tooLarge || error instanceof RangeError) return undefined;
    throw error;
  }
}

const tooLarge = new Error('the value is too large');

interface Room {
  items: number;
  text: number;
}

function plain(value: CelResult, room: Room): unknown {
  if (--room.items < 0) throw tooLarge;
  if (typeof value === 'string' && (room.text -= value.length) < 0) throw tooLarge;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return plainNumber(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (isCelError(value)) return undefined;
  if (isCelUint(value)) return plainNumber(value.value);
  if (isCelList(value)) return Array.from(value, (item) => plain(item, room));
  if (isCelMap(value)) return Object.fromEntries(Array.from(value, ([key, item]) => [keyOf(key), plain(item, room)]));
  return 'message' in value ? plainTime(value.message) : undefined;
}

function keyOf(key: unknown): string {
  return isCelUint(key) ? String(key.value) : String(key);
}

function plainNumber(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function plainTime(message: object): unknown {
  const { $typeName, seconds, nanos } = message as { $typeName?: string; seconds?: bigint; nanos?: number };
  if ($typeName === 'google.protobuf.Timestamp')
    return new Date(Number(seconds) * 1000 + Math.trunc((nanos ?? 0) / 1e6));
  return $typeName === 'google.protobuf.Duration' ? Number(seconds) : undefined;
}
