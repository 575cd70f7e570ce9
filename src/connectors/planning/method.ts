import { messageOf } from '../../api/reasons.ts';
import type { PlatformMethod, PlatformSpec } from '../platform.ts';

interface Choice {
  method?: PlatformMethod;
  reason?: 'InvalidConfiguration' | 'MethodAmbiguous';
  about?: string;
}

/** The method that is named, or the one whose keys the Secret has. Where none fits, the nearest one, which then names what is missing. */
export function chooseMethod(spec: PlatformSpec, named: string | undefined, keys: readonly string[]): Choice {
  const names = spec.methods.map(({ name }) => name);
  if (named !== undefined) {
    const method = spec.methods.find(({ name }) => name === named);
    return method
      ? { method }
      : { reason: 'InvalidConfiguration', about: `spec.method is "${named}", it must be one of ${names.join(', ')}` };
  }
  const fitting = spec.methods.filter((method) => fits(method, keys));
  const best = fitting.filter(
    (method) => !fitting.some((other) => other !== method && includesMore(other, method, keys)),
  );
  if (best.length === 1) return { method: best[0]! };
  if (best.length > 1) return { reason: 'MethodAmbiguous', about: best.map(({ name }) => name).join(', ') };
  const nearest = spec.methods.toSorted((a, b) => overlap(b, keys) - overlap(a, keys))[0];
  return nearest ? { method: nearest } : { reason: 'InvalidConfiguration', about: messageOf('PlatformNotFound') };
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

function overlap(method: PlatformMethod, keys: readonly string[]): number {
  const properties = Object.keys(method.secret?.['properties'] ?? {});
  return properties.filter((key) => keys.includes(key)).length;
}

function required(method: PlatformMethod): string[] {
  return (method.secret?.['required'] ?? []) as string[];
}
