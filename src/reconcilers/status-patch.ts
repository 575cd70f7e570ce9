import { isJsonObject } from '../api/json-object.ts';
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
    if (isJsonObject(value) && isJsonObject(old[key])) {
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
  return before !== after && !isEqual(withoutTimes(before ?? {}), withoutTimes(after));
}

function withoutTimes(status: ConnectionStatus): object {
  const { nextTestTime: _next, consecutiveFailures: _failures, lastTest = {}, ...rest } = status;
  const { time: _time, durationMs: _duration, credential: _credential, seal: _seal, ...test } = lastTest;
  const conditions = rest.conditions?.map(({ lastTransitionTime: _transition, ...condition }) => condition);
  return { ...rest, lastTest: test, conditions };
}

/** As JSON: the API server keeps no order of keys, and what is undefined is not there. */
function isEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isEqual(item, other[index]));
  if (!isJsonObject(one) || !isJsonObject(other)) return one === other;
  return hasAllOf(one, other) && Object.keys(other).every((key) => other[key] === undefined || one[key] !== undefined);
}

function hasAllOf(one: Json, other: Json): boolean {
  return Object.keys(one).every((key) => isEqual(one[key], other[key]));
}
