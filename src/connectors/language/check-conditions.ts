import { isRelation } from './comparisons.ts';
import { LanguageError } from './language-error.ts';
import { childrenOf, type Expr, type Parsed } from './syntax.ts';
import { typeOfValue } from './value-type.ts';

const joins: ReadonlySet<string> = new Set(['_||_', '_&&_', '!_']);

/**
 * What has the form of a condition and is none: `status == 401 || 403`, `400 <= status < 500`.
 * @throws LanguageError for one, which would have no value
 */
export function checkConditions({ expr, sourceInfo }: Parsed): void {
  visit(expr);

  function visit(node: Expr): void {
    const { exprKind } = node;
    if (exprKind.case === 'callExpr') {
      const { function: name, args } = exprKind.value;
      if (joins.has(name)) args.forEach(checkCondition);
      if (name === '_?_:_' && args[0]) checkCondition(args[0]);
      if (isRelation(node)) args.forEach(checkOperand);
    }
    for (const child of childrenOf(node)) visit(child);
  }

  function checkCondition(node: Expr): void {
    const type = typeOfValue(node);
    if (type === undefined || type === 'true or false') return;
    const hint =
      node.exprKind.case === 'constExpr'
        ? 'Repeat the comparison, `x == a || x == b`, or write `x in [a, b]`.'
        : type === 'a number'
          ? 'Compare it, for example with `> 0`.'
          : undefined;
    throw new LanguageError(`this is ${type}, and no condition`, columnOf(node), hint);
  }

  function checkOperand(node: Expr): void {
    if (typeOfValue(node) !== 'true or false') return;
    const hint = isRelation(node) ? 'Write `a <= x && x < b`.' : undefined;
    throw new LanguageError('this is true or false, and cannot be more or less', columnOf(node), hint);
  }

  function columnOf(node: Expr): number {
    return (sourceInfo?.positions[String(node.id)] ?? 0) + 1;
  }
}
