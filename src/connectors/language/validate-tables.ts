import type { PlatformRow, PlatformSpec } from '../../api/platform.gen.ts';
import type { Problems } from './problem.ts';
import { ownValue } from './schema-keys.ts';
import { sizes } from './sizes.ts';
import { stepsOf } from './steps.ts';
import { didYouMean } from './suggest.ts';

/** Tables: those that nobody has, names or uses, and those that have no end. @returns whether their rows can be gone through */
export function checkTables(spec: PlatformSpec, problems: Problems): boolean {
  const tables = spec.tables ?? {};
  const lists = listsIn(spec);
  const named = lists.flatMap(({ rows, path }) => namesIn(rows, path));
  for (const { table, path } of named) {
    if (Object.hasOwn(tables, table)) continue;
    problems.add('SpecInvalid', path, `no table \`${table}\``, { hint: didYouMean(table, Object.keys(tables)) });
  }
  let isFinite = true;
  for (const name of Object.keys(tables)) {
    const path = `spec.tables.${name}`;
    if (leadsTo(tables, name)) {
      problems.add('SpecInvalid', path, `table \`${name}\` leads back to itself`);
      isFinite = false;
    } else if (!named.some(({ table }) => table === name)) {
      problems.add('SpecInvalid', path, `no step uses table \`${name}\``, {
        hint: `Write \`- table: ${name}\` in replies, or remove it.`,
      });
    }
  }
  return isFinite && checkLength(spec, problems);
}

interface Rows {
  rows: readonly PlatformRow[] | undefined;
  path: string;
}

function listsIn(spec: PlatformSpec): Rows[] {
  return [
    ...stepsOf(spec).map(({ step, path }) => ({ rows: step.replies, path: `${path}.replies` })),
    ...Object.entries(spec.tables ?? {}).map(([name, rows]) => ({ rows, path: `spec.tables.${name}` })),
  ];
}

/** Every place in a list that names a table. */
function namesIn(rows: readonly PlatformRow[] = [], path: string): { table: string; path: string }[] {
  return rows.flatMap(({ table, then }, index) => {
    const own = `${path}[${index}]`;
    return [
      ...(table === undefined ? [] : [{ table, path: own }]),
      ...(then ? namesIn(then.replies, `${own}.then.replies`) : []),
    ];
  });
}

function leadsTo(
  tables: NonNullable<PlatformSpec['tables']>,
  to: string,
  from = to,
  seen: Set<string> = new Set(),
): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const next = namesIn(ownValue(tables, from), '').map(({ table }) => table);
  return next.some((table) => table === to || leadsTo(tables, to, table, seen));
}

/** Tables of tables of tables multiply. */
function checkLength(spec: PlatformSpec, problems: Problems): boolean {
  const known = new Map<string, number>();
  const long = listsIn(spec).find(({ rows }) => lengthOf(rows) > sizes.expanded);
  if (!long) return true;
  const what = `with the rows of its tables it has more than ${sizes.expanded} rows`;
  problems.add('SpecInvalid', long.path, what, { hint: 'Name each table once.' });
  return false;

  function lengthOf(rows: readonly PlatformRow[] = []): number {
    return rows.reduce((sum, row) => {
      const asked = row.then ? lengthOf(row.then.replies) : 0;
      return sum + asked + (row.table === undefined ? 1 : lengthOfTable(row.table));
    }, 0);
  }

  function lengthOfTable(name: string): number {
    const length = known.get(name) ?? lengthOf(ownValue(spec.tables, name));
    known.set(name, length);
    return length;
  }
}
