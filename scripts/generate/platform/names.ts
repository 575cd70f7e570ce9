import type { PlatformSpec } from '../../../src/connectors/platform.ts';
import { definitions } from '../../../src/connectors/language/definitions.ts';
import { code, table } from '../markdown.ts';
import { valuesOf } from './values.ts';

const mostShown = 8;
const sources = [
  ['R', 'response'],
  ['K', 'credential'],
  ['A', 'account'],
  ['B', 'probe'],
] as const;

/** The section that says what each name of `define` is. */
export function namesSection(spec: PlatformSpec): string | undefined {
  const rows = [...definitions(spec).values()].map((definition) => [
    code(definition.name),
    fixedText(spec, definition.name) ?? code(definition.source),
    sources.flatMap(([letter, word]) => (definition.needs.includes(letter) ? [word] : [])).join(', ') || 'input',
  ]);
  const list = table(['Name', 'Value', 'Depends on'], rows);
  return (
    list &&
    `## Names\n\nThe names that addresses and conditions on this page use.\n\n<details><summary>${rows.length} names</summary>\n\n${list}\n\n</details>`
  );
}

/** The texts that a name can stand for, if they are few. */
function fixedText(spec: PlatformSpec, name: string): string | undefined {
  const values = valuesOf(spec, `{{${name}}}`);
  const isText = values.every(({ text }) => !/^(true|false)$/.test(text));
  if (values.length < 2 || values.length > mostShown || !isText) return undefined;
  return values.map(({ text, when }) => `${code(text)}${when}`).join('; ');
}
