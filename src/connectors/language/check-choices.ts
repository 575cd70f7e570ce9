import type { PlatformSpec } from '../../api/platform.gen.ts';
import { comparisonsIn, textIn } from './comparisons.ts';
import { LanguageError } from './language-error.ts';
import { listOf, objectOf } from './schema-keys.ts';
import { shapeOf } from './shape.ts';
import { didYouMean } from './suggest.ts';
import { parseExpression, type Expr, type Parsed } from './syntax.ts';

/** What `spec.requires` of a Connection can have. */
const required: Readonly<Record<string, readonly string[]>> = {
  role: ['Standard', 'Administrator'],
  access: ['Read', 'Write', 'Update', 'Delete'],
  proof: ['Look', 'Probe'],
};

/** @throws LanguageError for a comparison with text that a method's name, a setting or a requirement never is */
export function checkChoices(source: string, spec: PlatformSpec, isTable: boolean): void {
  const parsed = parseExpression(source);
  for (const { side, other, bound } of comparisonsIn(parsed)) {
    const text = textIn(other);
    const path = text === undefined ? undefined : pathOf(side, parsed);
    const choices = path && !bound.includes(path[0] ?? '') ? choicesOf(path, spec) : undefined;
    if (text === undefined || !choices || choices.includes(text)) continue;
    const column = (parsed.sourceInfo?.positions[String(other.id)] ?? 0) + 1;
    const meant = didYouMean(text, choices);
    // A table may be shared by Platforms with other methods.
    if (isTable && meant === undefined && path![0] === 'method') continue;
    const hint = meant ?? `There are ${choices.map((one) => `\`${one}\``).join(', ')}.`;
    throw new LanguageError(`\`${path!.join('.')}\` is never \`"${text}"\``, column, hint);
  }
}

function pathOf(side: Expr, { sourceInfo }: Parsed): readonly string[] | undefined {
  const { reads } = shapeOf({ expr: side, sourceInfo } as Parsed);
  const isName = side.exprKind.case === 'identExpr' || side.exprKind.case === 'selectExpr';
  return isName && reads.length === 1 ? reads[0]!.path : undefined;
}

function choicesOf([root, key = '', more]: readonly string[], spec: PlatformSpec): readonly string[] | undefined {
  if (root === 'method') return spec.methods.map(({ name }) => name);
  if (more !== undefined) return undefined;
  if (root === 'requires') return Object.hasOwn(required, key) ? required[key] : undefined;
  const setting = root === 'config' ? objectOf(objectOf(objectOf(spec.config)['properties'])[key]) : {};
  const values = listOf(setting['enum']).filter((value) => typeof value === 'string');
  return values.length > 0 && values.length === listOf(setting['enum']).length ? values : undefined;
}
