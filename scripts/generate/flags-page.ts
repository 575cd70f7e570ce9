import { environmentOf, flags, type Flag } from '../../src/flags.ts';
import type { GeneratedFile } from './files.ts';
import { code, generatedNote, markdown, table } from './markdown.ts';

const intro =
  'Flags of the operator. Each can be set by environment as well; a flag wins. The Helm chart sets them from its values.';

/** docs/flags.md: every flag of the operator. */
export async function flagsPage(): Promise<GeneratedFile[]> {
  const rows = (flags satisfies readonly Flag[]).map(row);
  const head = ['Flag', 'Default', 'What it is', 'Chart value', 'Environment'];
  return [await markdown('docs/flags.md', [generatedNote, '# Flags', intro, table(head, rows)])];
}

function row({ name, argument, default: given, without = '', what, more, chart }: Flag): string[] {
  const flag = code(`--${name}${argument ? ` ${argument}` : ''}`);
  const link = more === undefined ? '' : ` ([more](${more}))`;
  return [flag, given ?? without, `${what}${link}`, chart ? code(chart.value) : '', code(environmentOf(name))];
}
