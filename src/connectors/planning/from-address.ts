import type { Problem } from '../../api/problems.ts';
import { remembered } from '../language/remembered.ts';
import { guardedExec, PatternTooSlow } from './guarded-match.ts';
import { schemaPattern } from './schema-pattern.ts';
import type { JsonSchema } from './schema.ts';
import { shortened } from './shortened.ts';
import { isShown } from './shown.ts';

/** Longer texts are no addresses that a person pasted. */
const longest = 2048;

/**
 * One kind of address that people paste, and the part of it that the setting means: a pattern whose first group is the
 * part, or a pattern and what is written then.
 */
export type AddressPart = string | { match: string; write: string };

const compile = remembered(500, (match: string) => new RegExp(match, 'u'));

/**
 * The part of an address from the browser that a setting means, by `x-from-address` of the setting.
 * @example partOf('https://login.microsoftonline.com/contoso.com/v2.0', ['^https://[^/]+/([^/]+)'])
 * // → 'contoso.com'
 */
export function partOf(address: string, parts: readonly AddressPart[]): string | undefined {
  const bare = address.trim();
  if (bare.length > longest || !/[/:.\\]/.test(bare)) return undefined;
  for (const part of parts) {
    const { match, write } = typeof part === 'string' ? { match: part, write: '$1' } : part;
    const found = inTime(match, bare);
    if (found) return write.replaceAll(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '');
  }
  return undefined;
}

/** A hint is not worth an error: one that takes too long is none. */
function inTime(match: string, text: string): RegExpExecArray | null {
  try {
    // Most values are no such address, and a guarded match takes a thread to watch it.
    const linear = schemaPattern(match);
    if (text.length <= linear.longest && !linear.test(text)) return null;
    return guardedExec(compile(match), text);
  } catch (error) {
    if (error instanceof PatternTooSlow) return null;
    throw error;
  }
}

/** The parts that the schema of a setting names; none where it names none. */
export function partsOf(schema: unknown): readonly AddressPart[] {
  const parts = (schema as { 'x-from-address'?: unknown } | undefined)?.['x-from-address'];
  return Array.isArray(parts) ? (parts as AddressPart[]) : [];
}

/** Settings that have the right form and are an address of a page or of a folder all the same. */
export function addressProblems(
  config: Readonly<Record<string, unknown>>,
  schemas: readonly (JsonSchema | undefined)[],
  hidden: ReadonlySet<string>,
): Problem[] {
  return schemas.flatMap((schema) =>
    Object.entries(schema?.['properties'] ?? {}).flatMap(([name, property]): Problem[] => {
      const value = config[name];
      if (typeof value !== 'string' || hidden.has(name) || value.includes('@')) return [];
      const part = partOf(value, partsOf(property));
      if (part === undefined || part === value.trim().replace(/\/$/, '')) return [];
      const what = isShown(value)
        ? `is ${shortened(value)}, which is more than this setting takes`
        : 'has more in it than this setting takes';
      return [{ at: `spec.config.${name}`, kind: 'invalid', what, ...(isShown(part) ? { fix: `write ${part}` } : {}) }];
    }),
  );
}
