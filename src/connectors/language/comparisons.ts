import { childrenOf, type Expr, type Parsed } from './syntax.ts';

const compares: ReadonlySet<string> = new Set(['_==_', '_!=_', '_<_', '_<=_', '_>_', '_>=_', '@in']);
const relations: ReadonlySet<string> = new Set(['_<_', '_<=_', '_>_', '_>=_']);

/** Two sides of a comparison; of a list, each of its items is one. */
interface Comparison {
  side: Expr;
  other: Expr;
  /** Names that a macro such as `exists` has made. */
  bound: readonly string[];
}

/** Every comparison in an expression, seen from either side. */
export function* comparisonsIn({ expr }: Parsed): Generator<Comparison> {
  yield* visit(expr, []);
}

function* visit(node: Expr, bound: readonly string[]): Generator<Comparison> {
  const { exprKind } = node;
  if (exprKind.case === 'callExpr' && compares.has(exprKind.value.function)) {
    const [left, right] = exprKind.value.args;
    if (left && right) yield* sides(left, right, bound);
  }
  const inner = exprKind.case === 'comprehensionExpr' ? [...bound, exprKind.value.iterVar] : bound;
  for (const child of childrenOf(node)) yield* visit(child, inner);
}

function* sides(left: Expr, right: Expr, bound: readonly string[]): Generator<Comparison> {
  for (const other of itemsOf(right)) yield { side: left, other, bound };
  for (const other of itemsOf(left)) yield { side: right, other, bound };
}

function itemsOf(node: Expr): readonly Expr[] {
  return node.exprKind.case === 'listExpr' ? node.exprKind.value.elements : [node];
}

/** Whether it is `a < b` or the like. */
export function isRelation({ exprKind }: Expr): boolean {
  return exprKind.case === 'callExpr' && relations.has(exprKind.value.function);
}

/** Text that is written out. */
export function textIn({ exprKind }: Expr): string | undefined {
  const kind = exprKind.case === 'constExpr' ? exprKind.value.constantKind : undefined;
  return kind?.case === 'stringValue' ? kind.value : undefined;
}
