import { childrenOf, type Expr, type Parsed } from './syntax.ts';

export interface Read {
  path: readonly string[];
  /** Counts from 1. */
  column: number;
}

export interface FunctionCall {
  name: string;
  args: number;
  member: boolean;
  column: number;
}

const typeNames = new Set(['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint']);

/** The free names that an expression reads, and the functions and macros that it calls. */
export function shapeOf({ expr, sourceInfo }: Parsed): { reads: Read[]; calls: FunctionCall[] } {
  const reads: Read[] = [];
  const calls: FunctionCall[] = [];
  visit(expr, []);
  return { reads, calls };

  function visit(node: Expr, bound: readonly string[]): void {
    noteCall(node);
    const path = pathOf(node);
    if (path) noteRead(path.names, path.root, bound);
    const { exprKind } = node;
    const inner = exprKind.case === 'comprehensionExpr' ? exprKind.value : undefined;
    if (inner) {
      if (inner.iterRange) visit(inner.iterRange, bound);
      if (inner.loopStep) visit(inner.loopStep, [...bound, inner.iterVar, inner.accuVar]);
      return;
    }
    for (const child of path ? indexesIn(node) : childrenOf(node)) visit(child, bound);
  }

  function noteRead(names: readonly string[], root: Expr, bound: readonly string[]): void {
    const [name = ''] = names;
    if (bound.includes(name) || (names.length === 1 && typeNames.has(name))) return;
    reads.push({ path: names, column: columnOf(root) });
  }

  /** The parser has a method begin at its dot. */
  function noteCall(node: Expr): void {
    const { exprKind } = node;
    const macro = sourceInfo?.macroCalls[String(node.id)];
    const kind = macro ? macro.exprKind : exprKind;
    if (kind.case !== 'callExpr' || !/^[a-z]/i.test(kind.value.function)) return;
    const { function: name, args, target } = kind.value;
    calls.push({ name, args: args.length, member: target !== undefined, column: columnOf(node) + (target ? 1 : 0) });
  }

  function columnOf(node: Expr): number {
    return (sourceInfo?.positions[String(node.id)] ?? 0) + 1;
  }
}

/** The names from the root on, as far as they are constant; undefined for what is no chain of fields. */
function pathOf(node: Expr): { names: readonly string[]; root: Expr } | undefined {
  const { exprKind } = node;
  if (exprKind.case === 'identExpr') return { names: [exprKind.value.name], root: node };
  const step = stepOf(node);
  const below = step && pathOf(step.operand);
  if (!step || !below) return undefined;
  const goesOn = step.key !== undefined && !endsEarly(step.operand);
  return { names: goesOn ? [...below.names, step.key!] : below.names, root: below.root };
}

function endsEarly(node: Expr): boolean {
  const step = stepOf(node);
  return step !== undefined && (step.key === undefined || endsEarly(step.operand));
}

/** A field or index of something; `key` is undefined if it is no constant text. */
function stepOf({ exprKind }: Expr): { operand: Expr; key: string | undefined; index?: Expr } | undefined {
  if (exprKind.case === 'selectExpr') {
    const { operand, field } = exprKind.value;
    return operand && { operand, key: field };
  }
  if (exprKind.case !== 'callExpr' || exprKind.value.function !== '_[_]') return undefined;
  const [operand, index] = exprKind.value.args;
  if (!operand || !index) return undefined;
  const constant = index.exprKind.case === 'constExpr' ? index.exprKind.value.constantKind : undefined;
  return { operand, key: constant?.case === 'stringValue' ? constant.value : undefined, index };
}

/** Indexes of a chain of fields that read something themselves. */
function indexesIn(node: Expr): Expr[] {
  const step = stepOf(node);
  if (!step) return [];
  return [...indexesIn(step.operand), ...(step.index ? [step.index] : [])];
}
