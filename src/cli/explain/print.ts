import { visible } from '../../api/visible.ts';
import type { Explanation } from '../../connectors/explain.ts';
import { stepsOf } from '../../connectors/explain-step.ts';
import { nameOfStep } from '../../connectors/language/results.ts';
import type { Platform } from '../../connectors/platform.ts';

/** What can be asked of a Platform without a mistake. */
export function stepsShown({ name, spec }: Platform): string {
  const steps = stepsOf(spec).map(({ path, step }) => {
    const own = nameOfStep(step);
    return own === undefined ? path : `${path} (${own})`;
  });
  return `${name} has no mistakes\nsteps: ${steps.length === 0 ? 'none' : steps.join(', ')}\n`;
}

/** An explanation as text: the row that decides, those before it, what is read, and how the step ends. */
export function shown({ step, rows, otherwise, set, expect, facts, end, because }: Explanation): string {
  const decisive = rows.findIndex(({ matches }) => matches);
  const asked = decisive === -1 ? rows : rows.slice(0, decisive + 1);
  const lines = asked.map(
    ({ when, outcome, matches }) => `  ${matches ? '✓' : '–'} ${when}${matches ? ` → ${outcome}` : ''}`,
  );
  const table = decisive === -1 ? [`  ✓ no row matches → by the default rules: ${otherwise}`] : [];
  // A step that fails compares nothing, and says nothing of the account.
  const isPassed = (rows[decisive]?.outcome ?? otherwise) === 'Passed';
  const rest = [block('set', set), ...(isPassed ? [compared(expect), block('facts', facts)] : [])].filter(Boolean);
  const last = `→ ${end}${because === undefined ? '' : `: ${because}`}`;
  return [step, ...lines, ...table, ...rest, last, ''].join('\n');
}

function block(title: string, values: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(values);
  if (entries.length === 0) return '';
  return [title, ...entries.map(([name, value]) => `  ${name}: ${written(value)}`)].join('\n');
}

function compared(expect: Explanation['expect']): string {
  if (expect.length === 0) return '';
  const lines = expect.map(({ setting, says, wanted, isMet }) =>
    wanted === undefined
      ? `  – ${setting}: ${written(says)}, compared with nothing: the setting is not set`
      : `  ${isMet ? '✓' : '✗'} ${setting}: ${written(says)}, compared with ${written(wanted)}`,
  );
  return ['expect', ...lines].join('\n');
}

function written(value: unknown): string {
  return value === undefined ? '(no value)' : visible(JSON.stringify(value));
}
