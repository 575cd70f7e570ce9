import { wrong as wrongInput, type Wrong } from './check.ts';
import type { PlatformMethod, PlatformSpec } from '../platform.ts';
import { nearest } from '../language/suggest.ts';
import { knownKeys } from './gate.ts';
import { nameFor, strangeKeys } from './strange-keys.ts';

type Choice = { method: PlatformMethod; refused?: never } | { method?: never; refused: Wrong };

interface Wanted {
  /** spec.method */
  named: string | undefined;
  /** Keys of the Secret. */
  keys: readonly string[];
  /** Whether a service account signs in, and no Secret. */
  identity: boolean;
  /** Keys of spec.config. */
  settings: readonly string[];
}

/** The method that is named, or the usual one whose keys the Secret has. Where none fits, the nearest one, which then names what is missing. */
export function chooseMethod(spec: PlatformSpec, { named, keys, identity, settings }: Wanted): Choice {
  if (named !== undefined) return namedMethod(spec, named, identity);
  const possible = spec.methods.filter((method) => (method.serviceAccount !== undefined) === identity);
  if (identity && possible.length === 0)
    return wrong('spec.serviceAccountName', `cannot be used: ${spec.title} has no way to sign in without a Secret`);
  const fitting = possible.filter((method) => !method.byNameOnly && fits(method, keys));
  const most = fitting.filter(
    (method) => !fitting.some((other) => other !== method && includesMore(other, method, keys)),
  );
  const best = most.length > 1 ? decidedBy(settings, most) : most;
  if (best.length === 1) return { method: best[0]! };
  const detecting = best.filter(({ detect }) => detect);
  if (detecting.length === 1) return { method: detecting[0]! };
  if (best.length > 1) {
    const about = best.map(({ name }) => name).join(', ');
    return { refused: { reason: 'MethodAmbiguous', problems: [], about } };
  }
  const closest = possible.toSorted(
    (a, b) =>
      overlap(b, keys) - overlap(a, keys) ||
      forbidden(a, settings) - forbidden(b, settings) ||
      // Where no key is of any, the usual one is as near as those that need less.
      (overlap(a, keys) === 0 ? 0 : lacks(a, keys) - lacks(b, keys)),
  )[0];
  if (closest) return { method: closest };
  return wrong('spec.serviceAccountName', 'is missing: this platform takes no Secret');
}

function namedMethod({ methods }: PlatformSpec, named: string, identity: boolean): Choice {
  const method = methods.find(({ name }) => name === named);
  if (!method) {
    const names = methods.map(({ name }) => name);
    const meant = nearest(named, names);
    const what = `is "${named}", it must be one of ${names.join(', ')}`;
    return wrong('spec.method', `${what}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`);
  }
  if (method.serviceAccount && !identity) return wrong('spec.serviceAccountName', `is missing, for method ${named}`);
  if (!method.serviceAccount && identity)
    return wrong('spec.serviceAccountName', `is not for method ${named}: name a Secret in spec.secretRef instead`);
  return { method };
}

function wrong(at: string, what: string): Choice {
  return { refused: wrongInput('InvalidConfiguration', [{ at, kind: 'invalid', what }]) };
}

function fits(method: PlatformMethod, keys: readonly string[]): boolean {
  const files = (method.unpack ?? []).filter(({ key }) => keys.includes(key));
  const brought = new Set(
    files.flatMap(({ into }) => Object.keys(into)).map((target) => target.replace(/^secret\./, '')),
  );
  return required(method).every((key) => keys.includes(key) || brought.has(key));
}

/** A method that needs a superset of another's keys, all of which are there, is the one that is meant. */
function includesMore(other: PlatformMethod, method: PlatformMethod, keys: readonly string[]): boolean {
  const more = required(other).filter((key) => keys.includes(key));
  return more.length > required(method).length && required(method).every((key) => more.includes(key));
}

/** Methods that take the same Secret are told apart by the settings that they need. */
function decidedBy(settings: readonly string[], methods: PlatformMethod[]): PlatformMethod[] {
  const needs = ({ config }: PlatformMethod) => (config?.['required'] ?? []) as string[];
  const served = methods.filter((method) => needs(method).every((name) => settings.includes(name)));
  const most = Math.max(...served.map((method) => needs(method).length));
  const best = served.filter((method) => needs(method).length === most);
  return best.length === 1 ? best : methods;
}

/** Keys that a method has, one by another name among them. */
function overlap(method: PlatformMethod, keys: readonly string[]): number {
  const known = knownKeys(method);
  const lacking = known.filter((key) => !keys.includes(key));
  return known.length - lacking.length + byAnotherName(lacking, method, keys).size;
}

/** Keys that a method needs, and that are not there by another name either. */
function lacks(method: PlatformMethod, keys: readonly string[]): number {
  const lacking = required(method).filter((key) => !keys.includes(key));
  return lacking.length - byAnotherName(lacking, method, keys).size;
}

function byAnotherName(lacking: readonly string[], method: PlatformMethod, keys: readonly string[]): Set<string> {
  const strange = strangeKeys(method, keys);
  return new Set(strange.map((key) => nameFor(key, lacking, method)).filter((name) => name !== undefined));
}

/** Settings that do not go with a method. */
function forbidden({ config }: PlatformMethod, settings: readonly string[]): number {
  const properties = (config?.['properties'] ?? {}) as Record<string, unknown>;
  return settings.filter((name) => properties[name] === false).length;
}

function required(method: PlatformMethod): string[] {
  return (method.secret?.['required'] ?? []) as string[];
}
