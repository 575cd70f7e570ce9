import type { ConnectionStatus } from '../api/connection.gen.ts';

type Json = { [key: string]: unknown };

/** RFC 7386: what turns one object into the other; undefined where they are equal. Null takes a key away, a list is replaced. */
export function mergePatchOf(before: object | undefined, after: object): Json | undefined {
  const patch: Json = {};
  const old = (before ?? {}) as Json;
  for (const key of Object.keys(old))
    if ((after as Json)[key] === undefined && old[key] !== undefined) patch[key] = null;
  for (const [key, value] of Object.entries(after)) {
    if (value === undefined) continue;
    if (isObject(value) && isObject(old[key])) {
      const inner = mergePatchOf(old[key], value);
      if (inner) patch[key] = inner;
    } else if (JSON.stringify(value) !== JSON.stringify(old[key])) {
      patch[key] = value;
    }
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** Whether a reader would act on the difference; times and counters alone are refreshed, not written at every test. */
export function differsForReaders(before: ConnectionStatus | undefined, after: ConnectionStatus): boolean {
  return mergePatchOf(withoutTimes(before ?? {}), withoutTimes(after)) !== undefined;
}

function withoutTimes(status: ConnectionStatus): ConnectionStatus {
  const { nextTestTime: _next, consecutiveFailures: _failures, lastTest, ...rest } = status;
  if (!lastTest) return rest;
  const { time: _time, durationMs: _duration, ...test } = lastTest;
  return { ...rest, lastTest: sorted(test), conditions: rest.conditions?.map(sorted) ?? [] };
}

/** The API server keeps no order of keys, and the comparison of lists is by their text. */
function sorted<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) as T;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
