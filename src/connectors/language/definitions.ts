import type { PlatformSpec } from '../../api/platform.gen.ts';
import { compile, type Expression } from './expression.ts';

/** What a defined name needs before it has a value. */
export type Needs = 'nothing' | 'credential' | 'response';

export interface Definition {
  name: string;
  index: number;
  needs: Needs;
  /** Roots and paths that it reads, through other names too; undefined if it is no expression. */
  reads: readonly (readonly string[])[];
  source: string;
}

export const responseNames: ReadonlySet<string> = new Set([
  'status',
  'headers',
  'cookies',
  'text',
  'json',
  'xml',
  'now',
]);

/** The names of `define`, each with all that it reads. */
export function definitions(spec: PlatformSpec): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  for (const [index, item] of (spec.define ?? []).entries()) {
    for (const [name, source] of Object.entries(item)) {
      if (found.has(name)) continue;
      const own = (compiled(source)?.reads ?? []).map(({ path }) => path);
      const reads = own.flatMap((path) => [path, ...(found.get(path[0] ?? '')?.reads ?? [])]);
      found.set(name, { name, index, source, reads, needs: needsOf(reads) });
    }
  }
  return found;
}

function needsOf(reads: readonly (readonly string[])[]): Needs {
  if (reads.some(([root = '']) => responseNames.has(root))) return 'response';
  return reads.some(([root]) => root === 'credential') ? 'credential' : 'nothing';
}

/** An expression, or nothing if it is none. */
export function compiled(source: string): Expression | undefined {
  try {
    return compile(source);
  } catch {
    return undefined;
  }
}
