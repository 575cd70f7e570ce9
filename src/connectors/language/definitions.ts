import type { PlatformSpec } from '../../api/platform.gen.ts';
import { compile, type Expression } from './expression.ts';
import type { Names } from './grammar-node.ts';
import { ownValue } from './schema-keys.ts';

export interface Definition {
  name: string;
  index: number;
  /** What must be known before it has a value, a letter each: R a response, K credential, A account, B probe. */
  needs: Names;
  /** Roots and paths that it reads, through other names too; none if it is no expression. */
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
      const reads = eachOnce(own.flatMap((path) => [path, ...(found.get(path[0] ?? '')?.reads ?? [])]));
      found.set(name, { name, index, source, reads, needs: needsOf(reads) });
    }
  }
  return found;
}

/** A name that is read twice by a name that is read twice would double at each of them. */
function eachOnce(paths: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(paths.map((path) => [path.join('.'), path])).values()];
}

function needsOf(reads: readonly (readonly string[])[]): Names {
  const letters = reads.map(([root = '']) => (responseNames.has(root) ? 'R' : ownValue(letterOf, root)));
  return [...new Set(letters)].join('');
}

const letterOf: Readonly<Record<string, string>> = { credential: 'K', account: 'A', probe: 'B' };

/** An expression, or nothing if it is none. */
export function compiled(source: string): Expression | undefined {
  try {
    return compile(source);
  } catch {
    return undefined;
  }
}
