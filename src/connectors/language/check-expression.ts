import { signatures, type Signature } from './environment.ts';
import { LanguageError } from './language-error.ts';
import { limits } from './limits.ts';
import { ownValue } from './schema-keys.ts';
import { didYouMean } from './suggest.ts';
import { compilePattern } from './patterns.ts';
import type { FunctionCall } from './shape.ts';
import { childrenOf, type Expr, type Parsed } from './syntax.ts';

/** Functions of other languages. */
const elsewhere: Readonly<Record<string, string>> = {
  len: 'size(x)',
  length: 'size(x)',
  count: 'size(x)',
  includes: 'x.contains(y)',
  toLowerCase: 'x.lowerAscii()',
  lower: 'x.lowerAscii()',
  toUpperCase: 'x.upperAscii()',
  upper: 'x.upperAscii()',
  test: 'x.matches("pattern")',
  match: 'x.matches("pattern")',
  some: 'x.exists(i, …)',
  any: 'x.exists(i, …)',
  every: 'x.all(i, …)',
  find: 'x.filter(i, …)[0]',
  first: 'x[0]',
  default: 'orElse(x, y)',
  coalesce: 'orElse(x, y)',
  get: 'x["key"]',
  defined: 'has(x)',
  exists: 'x.exists(i, …)',
  isEmpty: '!filled(x)',
  empty: '!filled(x)',
};

/** @throws LanguageError for a function that there is none of, or that takes another number of arguments */
export function checkCall({ name, args, member, column }: FunctionCall): void {
  const known = signatures.get(name);
  if (!known) {
    const meant = ownValue(elsewhere, name);
    const hint = meant === undefined ? didYouMean(name, signatures.keys()) : `Write \`${meant}\`.`;
    throw new LanguageError(`no function \`${name}\``, column, hint);
  }
  if (known.some((signature) => signature.args === args && signature.member === member)) return;
  throw new LanguageError(`\`${name}\` is written ${ways(name, known)}`, column);
}

function ways(name: string, known: readonly Signature[]): string {
  const written = known.map(
    ({ member, args }) => `\`${member ? 'x.' : ''}${name}(${'abcd'.slice(0, args).split('').join(', ')})\``,
  );
  return [...new Set(written)].join(' or ');
}

/** @throws LanguageError for an expression whose parts stand too deep inside each other */
export function checkDepth({ expr }: Parsed): void {
  if (depthOf(expr) > limits.depth) {
    throw new LanguageError(`it is nested deeper than ${limits.depth} levels`, 1, 'Use `define`.');
  }
}

function depthOf(expr: Expr): number {
  return 1 + Math.max(0, ...childrenOf(expr).map(depthOf));
}

/** @throws LanguageError for a pattern that is none of RE2, or that stands nowhere in the text of the expression */
export function checkPatterns({ expr, sourceInfo }: Parsed): void {
  visit(expr);

  function visit(node: Expr): void {
    if (node.exprKind.case === 'callExpr' && node.exprKind.value.function === 'matches') {
      checkPattern(node.exprKind.value.args[0] ?? node);
    }
    for (const child of childrenOf(node)) visit(child);
  }

  function checkPattern(node: Expr): void {
    const column = (sourceInfo?.positions[String(node.id)] ?? 0) + 1;
    const constant = node.exprKind.case === 'constExpr' ? node.exprKind.value.constantKind : undefined;
    if (constant?.case !== 'stringValue')
      throw new LanguageError('the pattern of `matches` must be a text in quotes', column);
    try {
      compilePattern(constant.value);
    } catch (error) {
      throw new LanguageError((error as Error).message, column);
    }
  }
}
