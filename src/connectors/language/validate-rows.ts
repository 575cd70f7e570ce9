import type { PlatformRow, PlatformSpec } from '../../api/platform.gen.ts';
import type { Problems } from './problem.ts';
import { rowsIn, stepsOf } from './steps.ts';
import { checkRow } from './validate-row.ts';

/** Rows: each by itself, and those that are never reached. */
export function checkRows(spec: PlatformSpec, problems: Problems): void {
  for (const { step, phase, path, method } of stepsOf(spec)) {
    checkReach(spec, step.replies, { path: `${path}.replies`, problems });
    for (const found of rowsIn(spec, step.replies, `${path}.replies`)) {
      checkRow(found, { spec, phase, method, problems });
    }
  }
  for (const [name, rows] of Object.entries(spec.tables ?? {})) {
    checkReach(spec, rows, { path: `spec.tables.${name}`, problems, open: [name] });
  }
}

interface At {
  path: string;
  problems: Problems;
  /** The table whose rows they are. */
  open?: readonly string[];
}

/** A row after one that always matches, or that asks what an earlier one asks. */
function checkReach(spec: PlatformSpec, rows: readonly PlatformRow[] = [], { path, problems, open = [] }: At): void {
  checkAlone(rows, { path, problems });
  const asked = new Map<string, string>();
  let always: string | undefined;
  for (const [index, row] of rows.entries()) {
    const own = `${path}[${index}]`;
    if (row.then) checkReach(spec, row.then.replies, { path: `${own}.then.replies`, problems });
    if (always !== undefined) {
      problems.add('SpecInvalid', own, `never reached: ${shortPath(always)} always matches`);
      return;
    }
    const earlier = row.when === undefined ? undefined : asked.get(normal(row.when));
    if (earlier !== undefined)
      problems.add('SpecInvalid', own, `never reached: ${shortPath(earlier)} has the same condition`);
    for (const { row: inner, path: at } of rowsIn(spec, [row], path, open)) {
      const place = row.table === undefined ? own : at;
      if (inner.when?.trim() === 'true') always ??= place;
      if (inner.when !== undefined) asked.set(normal(inner.when), place);
    }
  }
}

function normal(source: string): string {
  return source.replace(/\s+/g, ' ').trim();
}

/** Without what leads to the list: `replies[1]`, `tables.slack[3]`. */
function shortPath(path: string): string {
  return /(?:replies\[\d+\]|tables\..*)$/.exec(path)?.[0] ?? path;
}

/** The name of a table is all of its row. */
function checkAlone(rows: readonly PlatformRow[] = [], { path, problems }: At): void {
  for (const [index, { table, ...more }] of rows.entries()) {
    const [other] = Object.keys(more);
    if (table === undefined || other === undefined) continue;
    problems.add('SpecInvalid', `${path}[${index}]`, `\`table\` must be alone in its row, but there is \`${other}\``, {
      hint: `Write \`- table: ${table}\` as a row of its own.`,
    });
  }
}
