import { contains } from '../text/occurrences.ts';
import { reasons } from '../api/reasons.ts';
import type { Connection } from '../api/resources.ts';
import { visible } from '../api/visible.ts';
import type { Platform, Verdict } from '../connectors/index.ts';
import { createRedactor } from '../runtime/index.ts';

/** What every text of a status and of an Event passes on its way out: what it may hold, and how much of it. */

/** Characters of a message of a Connection. */
const mostOfMessage = 1024;
/** Characters of any other text: a name, an id, an address. */
const mostOfName = 255;
/** Entries of a list: conditions, checks. The CRD allows no more. */
const mostEntries = 8;
/** Of attempts: two for each of the values of an account that may be tried within an hour, and more. */
const mostAttempts = 16;
/** Shorter secrets are found by accident, and hiding the accident would tell them. */
const leastSecret = 6;

interface Limits {
  /** Characters of a message; default that of a Connection. */
  message?: number;
}

/** A status in which every text and every list is as long as it may be, and well-formed. */
export function bounded<T>(status: T, limits: Limits = {}, field = ''): T {
  if (typeof status === 'string') return cut(status, mostOf(field, limits)) as T;
  if (Array.isArray(status)) {
    const items: unknown[] = status.slice(0, field === 'attempts' ? mostAttempts : mostEntries);
    const short = items.map((item) => bounded(item, limits));
    return (
      short.length === status.length && short.every((item, index) => item === items[index]) ? status : short
    ) as T;
  }
  if (typeof status !== 'object' || status === null) return status;
  // Most often nothing is too long, and nothing has to be copied.
  let cutOnes: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(status) as [string, unknown][]) {
    const short = bounded(value, limits, name);
    if (short !== value) (cutOnes ??= {})[name] = short;
  }
  return cutOnes ? { ...status, ...cutOnes } : status;
}

function mostOf(field: string, { message = mostOfMessage }: Limits): number {
  // A host key is compared with the address that it was seen at, which may be longer than a name by its port.
  return field === 'message' ? message : field === 'host' ? mostOfMessage : mostOfName;
}

/** At most so many characters (code points, as the CRD counts them), with an ellipsis for the rest; none that steers a terminal. */
export function cut(text: string, most = mostOfName): string {
  const whole = visible(text);
  // A character has one unit or two.
  if (whole.length <= most) return whole;
  const last = endOf(whole, most - 1);
  return endOf(whole, 1, last) < whole.length ? `${whole.slice(0, last)}…` : whole;
}

/** Where so many characters end that begin at `from`. */
function endOf(text: string, characters: number, from = 0): number {
  let end = from;
  for (let count = 0; count < characters && end < text.length; count += 1) {
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return end;
}

interface Told {
  /** Values that no status may have. */
  secrets: readonly string[];
  connection: Connection;
  platform: Platform | undefined;
}

/**
 * A verdict without the secrets of its test. It is made when the test ends, for they are not kept any longer. What stands
 * openly in the Connection, the Platform or the catalogue is left as it is: to hide it there would tell the secret.
 */
export function withoutSecrets(verdict: Verdict, { secrets, connection, platform }: Told): Verdict {
  const { metadata, spec } = connection;
  const open = [
    JSON.stringify([metadata.namespace, metadata.name, spec]),
    jsonOf(reasons),
    ...(platform ? [jsonOf(platform.spec)] : []),
  ];
  const isOpen = (value: string) => open.some((text) => value.length <= text.length && contains(text, escaped(value)));
  const hidden = secrets.filter((value) => value.length >= leastSecret && !isOpen(value));
  if (hidden.length === 0) return verdict;
  const redactor = createRedactor();
  for (const value of hidden) redactor.add(value);
  const told = texts.filter((field) => field in verdict).map((field) => [field, scrubbed(verdict[field as never])]);
  return { ...verdict, ...(Object.fromEntries(told) as object) };

  function scrubbed(value: unknown): unknown {
    if (typeof value === 'string') return redactor.scrub(value);
    if (Array.isArray(value)) return value.map(scrubbed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, scrubbed(item)]));
  }
}

/** Everything else of a verdict is a word of the catalogue, a time, or what a host key is compared with. */
const texts = ['about', 'causes', 'fix', 'problems', 'account'] as const;

const known = new WeakMap<object, string>();

function jsonOf(value: object): string {
  const text = known.get(value) ?? JSON.stringify(value);
  known.set(value, text);
  return text;
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
