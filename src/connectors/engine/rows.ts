import { turnOfOthers } from '../../loop/turn.ts';
import type { PlatformRow, PlatformSpec } from '../../api/platform.gen.ts';
import { definitions } from '../language/definitions.ts';
import { compile, holds, type Bindings } from '../language/expression.ts';

/** A row that is one, and not the name of a table. */
export type Row = PlatformRow & { when: string };

const expanded = new WeakMap<PlatformSpec, WeakMap<readonly PlatformRow[], readonly Row[]>>();

/** The rows of a step, those of the tables that it names in their place. */
export function rowsOf(spec: PlatformSpec, rows: readonly PlatformRow[] = []): readonly Row[] {
  const known = expanded.get(spec) ?? new WeakMap<readonly PlatformRow[], readonly Row[]>();
  expanded.set(spec, known);
  const before = known.get(rows);
  if (before) return before;
  const found = rows.flatMap((row): readonly Row[] => {
    if (row.table !== undefined) return rowsOf(spec, spec.tables?.[row.table]);
    return row.when === undefined ? [] : [row as Row];
  });
  known.set(rows, found);
  return found;
}

/** The first row that matches a response. A hundred rows may each take as long as one expression is allowed to. */
export async function matchRow<One extends { when: string }>(
  rows: readonly One[],
  bindings: Bindings,
): Promise<One | undefined> {
  for (const row of rows) {
    if (holds(row.when, bindings)) return row;
    await turnOfOthers();
  }
  return undefined;
}

const content = new Set(['json', 'xml', 'text', 'headers', 'cookies']);

/** Whether a condition looks at more of a response than its status, itself or by a defined name. */
export function readsContent(when: string, spec: PlatformSpec): boolean {
  const defined = definitions(spec);
  return compile(when).reads.some(({ path: [root = ''] }) => {
    const through = defined.get(root)?.reads ?? [];
    return content.has(root) || through.some(([inner = '']) => content.has(inner));
  });
}
