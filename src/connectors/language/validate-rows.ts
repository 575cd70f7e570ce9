import type { PlatformRow, PlatformSpec } from '../../api/platform.gen.ts';
import type { Problems } from './problem.ts';
import { rowsIn, stepsOf } from './steps.ts';
import { didYouMean } from './suggest.ts';
import { checkRow } from './validate-row.ts';

/** Rows: each by itself, those that are never reached, and the tables. */
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
  checkTables(spec, problems);
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

function checkTables(spec: PlatformSpec, problems: Problems): void {
  const tables = spec.tables ?? {};
  const named = namedTables(spec);
  for (const { table, path } of named) {
    if (Object.hasOwn(tables, table)) continue;
    problems.add('SpecInvalid', path, `no table \`${table}\``, { hint: didYouMean(table, Object.keys(tables)) });
  }
  for (const name of Object.keys(tables)) {
    const path = `spec.tables.${name}`;
    if (reaches(name, name)) problems.add('SpecInvalid', path, `table \`${name}\` leads back to itself`);
    else if (!named.some(({ table }) => table === name)) {
      problems.add('SpecInvalid', path, `no step uses table \`${name}\``, {
        hint: `Write \`- table: ${name}\` in replies, or remove it.`,
      });
    }
  }

  function reaches(from: string, to: string, seen = new Set<string>()): boolean {
    if (seen.has(from)) return false;
    seen.add(from);
    const next = named.filter(({ path }) => path.startsWith(`spec.tables.${from}[`)).map(({ table }) => table);
    return next.some((table) => table === to || reaches(table, to, seen));
  }
}

/** Every place that names a table. */
function namedTables(spec: PlatformSpec): { table: string; path: string }[] {
  const lists = [
    ...stepsOf(spec).map(({ step, path }) => ({ rows: step.replies, path: `${path}.replies` })),
    ...Object.entries(spec.tables ?? {}).map(([name, rows]) => ({ rows, path: `spec.tables.${name}` })),
  ];
  return lists.flatMap(({ rows, path }) => namesIn(rows, path));
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

function namesIn(rows: readonly PlatformRow[] = [], path: string): { table: string; path: string }[] {
  return rows.flatMap(({ table, then }, index) => {
    const own = `${path}[${index}]`;
    return [
      ...(table === undefined ? [] : [{ table, path: own }]),
      ...(then ? namesIn(then.replies, `${own}.then.replies`) : []),
    ];
  });
}
