import type { PlatformSpec } from '../../api/platform.gen.ts';
import { compile } from './expression.ts';
import { LanguageError } from './language-error.ts';
import type { ProblemReason, Problems } from './problem.ts';
import { parseTemplate, type TemplatePart } from './template.ts';
import { NameCheck } from './validate-names.ts';
import { fieldHint, nameHint, outerOperator, syntaxHint } from './syntax-hint.ts';
import { parseExpression } from './syntax.ts';
import { typeOfValue } from './value-type.ts';
import { walk, type Found } from './walk.ts';

/** Every expression and template: its syntax, its names where it stands, its pipes. */
export function checkStrings(spec: PlatformSpec, problems: Problems): void {
  const names = new NameCheck(spec);
  for (const found of walk(spec)) {
    if (found.isName) checkNameOf(found, problems);
    if (found.kind === 'plain') checkPlain(found, problems);
    if (found.kind === 'expression') checkExpression(found, names, problems);
    else if (found.kind === 'template') checkTemplate(found, names, problems);
  }
}

/** Headers of `credential` are the only names that may be chosen by a setting. */
function checkNameOf({ kind, path, value }: Found, problems: Problems): void {
  if (kind !== 'template') {
    problems.add('TemplateInvalid', path, 'a name cannot be a template', {
      hint: 'Only names in credential.headers can.',
    });
  } else if (!/^\{\{\s*config\.[\w-]+\s*\}\}$/.test(value)) {
    problems.add('TemplateInvalid', path, 'a name is text, or exactly one setting', {
      hint: 'Write `{{config.KEY}}`.',
    });
  }
}

/** Causes and remedies are shown as they are. */
function checkPlain({ path, keys, value }: Found, problems: Problems): void {
  const isShown = keys.includes('causes') || keys.at(-1) === 'fix';
  const open = value.indexOf('{{');
  if (!isShown || open === -1 || !value.includes('}}', open)) return;
  const hint = 'Name a setting as it is written: `spec.config.KEY`, in back quotes.';
  problems.add('TemplateInvalid', path, 'a template cannot stand here', { hint });
}

function checkExpression(found: Found, names: NameCheck, problems: Problems): void {
  const expression = attempt(() => compile(found.value), found, problems);
  for (const { path, column } of expression?.reads ?? []) {
    const wrong = names.check(found, path);
    if (!wrong) continue;
    const hint =
      wrong.hint ?? nameHint(found, path[0] ?? '', column) ?? (wrong.isUnknown ? fieldHint(found, path[0]) : undefined);
    problems.add('ExpressionInvalid', found.path, wrong.what, { column, hint, usedBy: found.usedBy });
  }
  const field = String(found.keys.at(-1));
  if (field === 'identified' || names.mayBeNull(found.value)) checkNotNull(found, problems);
  if (!expression) return;
  const condition = field === 'when' ? names.isText(expression) : undefined;
  if (condition) problems.add('ExpressionInvalid', found.path, 'this is text, and never true', condition);
  attempt(() => names.checkChoices(found), found, problems);
  if (isCondition(found, field)) checkIsCondition(found, problems);
  if (isText(found, field)) checkIsText(found, problems);
}

/** Whether only true and false mean anything. */
function isCondition({ keys }: Found, field: string): boolean {
  return ['when', 'identified', 'refused', 'administrator'].includes(field) || keys.at(-2) === 'grants';
}

function checkIsCondition({ path, value }: Found, problems: Problems): void {
  const type = typeOfValue(parseExpression(value).expr);
  if (type === undefined || type === 'true or false') return;
  const hint = type === 'a number' ? 'Compare it, for example with `> 0`.' : undefined;
  problems.add('ExpressionInvalid', path, `this is ${type}, and neither true nor false`, { hint });
}

/** Whether the field is some text or number, and never true or false. */
function isText({ keys }: Found, field: string): boolean {
  return keys.at(-2) === 'account' || ['expiry', 'retryAfter', 'access'].includes(field);
}

/** `a || b` is true or false in CEL, or no value at all. */
function checkIsText({ path, value }: Found, problems: Problems): void {
  const operator = outerOperator(value);
  if (operator === undefined) return;
  const hint = operator === '||' ? 'Write `orElse(a, b)`.' : undefined;
  problems.add('ExpressionInvalid', path, `\`${operator}\` gives true or false, and not a text`, { hint });
}

/** Null is not the empty text either. */
function checkNotNull({ path, value }: Found, problems: Problems): void {
  const match = /(?<![\w.\]])((?:\w|\.|\[[^[\]]*\])+)\s*!=\s*(?:""|'')/.exec(value);
  if (!match?.[1]) return;
  const hint = `Use \`filled(${match[1]})\`.`;
  problems.add('ExpressionInvalid', path, 'this is true if it is null', { column: match.index + 1, hint });
}

function checkTemplate(found: Found, names: NameCheck, problems: Problems): void {
  const parts = attempt(() => parseTemplate(found.value), found, problems) ?? [];
  const bare = names.bareName(found);
  if (bare !== undefined)
    problems.add('TemplateInvalid', found.path, `\`${bare}\` is text here`, { hint: `Write \`{{${bare}}}\`.` });
  for (const [index, part] of parts.entries()) {
    if ('literal' in part) {
      checkBraces(part.literal, found, problems);
      continue;
    }
    const wrong = names.check(found, part.path) ?? misplacedPipe(found, part.pipes, parts.slice(0, index));
    const detail = { column: part.column, hint: wrong?.hint, usedBy: found.usedBy };
    if (wrong) problems.add('TemplateInvalid', found.path, wrong.what, detail);
  }
}

/** `{x.y}` and `${x.y}`, as other languages write a variable. */
function checkBraces(literal: string, { path }: Found, problems: Problems): void {
  const [written, name] = /\$?\{\s*((?:config|secret|requires|account|probe|token)\.[\w.-]+)\s*\}/.exec(literal) ?? [];
  if (written === undefined) return;
  problems.add('TemplateInvalid', path, `\`${written}\` is no variable`, { hint: `Write \`{{${name}}}\`.` });
}

function misplacedPipe(found: Found, pipes: readonly string[], before: readonly TemplatePart[]) {
  const text = before.map((part) => ('literal' in part ? part.literal : 'x')).join('');
  const isPath = found.position === 'url' && /^[^?]*[^/:?]\//.test(text) && !text.includes('?');
  if (pipes.includes('segments') && !isPath) return { what: '`|segments` belongs in a path', hint: undefined };
  if (pipes.includes('json') && (found.position === 'url' || found.position === 'host')) {
    return { what: '`|json` belongs in a header or a text', hint: undefined };
  }
  return undefined;
}

function attempt<T>(work: () => T, found: Found, problems: Problems): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LanguageError)) throw error;
    const reason: ProblemReason = found.kind === 'template' ? 'TemplateInvalid' : 'ExpressionInvalid';
    problems.add(reason, found.path, error.message, {
      column: error.column,
      hint: error.hint ?? syntaxHint(found, error.column),
    });
    return undefined;
  }
}
