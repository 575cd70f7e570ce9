import type { Problem } from '../../api/problems.ts';
import { nearest } from '../language/suggest.ts';
import type { PlatformMethod, PlatformSpec } from '../platform.ts';
import { opened } from './unpack.ts';

const most = 5;

/** Keys of the Secret that a method does not know: one of them is probably the missing one by another name. */
export function strangeKeys(method: PlatformMethod, given: readonly string[]): string[] {
  const files = (method.unpack ?? []).map(({ key }) => key);
  const known = new Set([...files, ...Object.keys(method.secret?.['properties'] ?? {})]);
  return given.filter((key) => !known.has(key)).slice(0, most);
}

/** They, as problems; one that is the slip of a missing key is told with that key. */
export function strangers(method: PlatformMethod, given: readonly string[], missing: readonly string[]): Problem[] {
  const unexplained = strangeKeys(method, given).filter((key) => nearest(key, missing) === undefined);
  return unexplained.map((key) => {
    const isPull = /^\.dockerc(fg|onfigjson)$/.test(key);
    const what = isPull ? 'is for pulling images, and not a key of' : 'is not a key of';
    return { at: `secret.${key}`, kind: 'unknown', what: `${what} method ${method.name}` };
  });
}

/**
 * A vendor's file that stands under a name of its own, as `kubectl create secret --from-file=config.json` leaves it, where
 * a method takes just such a file under another.
 */
export function fileElsewhere(spec: PlatformSpec, secret: Readonly<Record<string, string>>): Problem | undefined {
  for (const method of spec.methods) {
    for (const key of strangeKeys(method, Object.keys(secret))) {
      const file = method.unpack?.find((step) => !Object.hasOwn(secret, step.key) && isSuch(step, secret[key] ?? ''));
      if (file === undefined || spec.methods.some((other) => !strangeKeys(other, [key]).includes(key))) continue;
      const what = `is not a key of platform ${spec.title}, which takes such a file in \`${file.key}\``;
      return { at: `secret.${key}`, kind: 'unknown', what, fix: `rename it to ${file.key}` };
    }
  }
  return undefined;
}

/** Whether a text is a file of this format that has what is taken from it. */
function isSuch({ format, into }: NonNullable<PlatformMethod['unpack']>[number], text: string): boolean {
  if (format !== 'json' || !text.trimStart().startsWith('{')) return false;
  const parts = opened(format, text);
  if (typeof parts !== 'object' || parts === null) return false;
  return Object.values(into).some((path) => Object.hasOwn(parts, path.split('.')[0]!));
}
