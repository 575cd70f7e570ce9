import type { Explanation } from '../../src/connectors/explain.ts';

/** An explanation as text: the row that decides, those before it, and what is read. */
export function shown({ step, rows, otherwise, set, expect, facts }: Explanation): string {
  const decisive = rows.findIndex(({ matches }) => matches);
  const asked = decisive === -1 ? rows : rows.slice(0, decisive + 1);
  const lines = asked.map(
    ({ when, outcome, matches }) => `  ${matches ? '✓' : '–'} ${when}${matches ? ` → ${outcome}` : ''}`,
  );
  const table = decisive === -1 ? [`  ✓ no row matches → by status: ${otherwise}`] : [];
  const rest = [block('set', set), block('expect', expect), block('facts', facts)].filter(Boolean);
  return [step, ...lines, ...table, ...rest, ''].join('\n');
}

function block(title: string, values: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(values);
  if (entries.length === 0) return '';
  return [
    title,
    ...entries.map(([name, value]) => `  ${name}: ${value === undefined ? '(no value)' : JSON.stringify(value)}`),
  ].join('\n');
}
