import type { Problem } from '../../api/problems.ts';
import type { Draft, Schema } from '../contract.ts';
import { fieldOf } from './problem-fields.ts';

/** What a problem says to write instead, for one press. */
export interface Suggestion {
  label: string;
  config: Draft['config'];
}

/** `write A`, `write A alone, B in port`: as planning and the drivers say it. */
const written = /(?:^|: )write (?<own>\S+)(?: alone)?(?<others>(?:, \S+ in \w+)*)$/;

/**
 * The settings that a problem suggests; undefined where it suggests none. A key of the Secret is nobody's to suggest.
 * @param properties - of all settings of the form
 * @example suggestionIn({ at: 'spec.config.host', kind: 'invalid', what: 'is "sftp://h:2222": write h alone, 2222 in port' }, properties)
 * // → { label: 'Use h and port 2222', config: { host: 'h', port: 2222 } }
 */
export function suggestionIn({ at, what, fix }: Problem, properties: Schema): Suggestion | undefined {
  const [part, field = ''] = fieldOf(at) ?? [];
  const { own, others = '' } = written.exec(fix ?? what)?.groups ?? {};
  if (part !== 'config' || own === undefined || !isText(properties[field])) return undefined;
  const beside = [...others.matchAll(/, (\S+) in (\w+)/g)].flatMap(([, value = '', key = '']) =>
    Object.hasOwn(properties, key) ? [{ key, value }] : [],
  );
  const words = [own, ...beside.map(({ key, value }) => `${key} ${value}`)];
  const label = words.length === 1 ? own : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
  const entries = beside.map(({ key, value }) => [key, isNumber(properties[key]) ? Number(value) : value]);
  return { label: `Use ${label}`, config: { [field]: own, ...Object.fromEntries(entries) } };
}

function typeOf(property: unknown): unknown {
  return (property as { type?: unknown } | undefined)?.type;
}

function isText(property: unknown): boolean {
  return typeOf(property) === 'string';
}

function isNumber(property: unknown): boolean {
  return typeOf(property) === 'integer' || typeOf(property) === 'number';
}
