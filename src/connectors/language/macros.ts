import { celFunc, celList, CelScalar, isCelError, isCelList, isCelMap, listType } from '@bufbuild/cel';
import type { CelFunc, CelInput, CelResult, CelValue } from '@bufbuild/cel';
import { isAbsence } from './no-value.ts';
import { callOf, identifier, listOf, mapChildren, wholeNumber, withKind } from './syntax.ts';
import type { Comprehension, Expr } from './syntax.ts';
import { countIterations } from './meter.ts';

/** Evaluates one part of an expression. */
export type Program = (bindings: Readonly<Record<string, CelValue>>) => CelResult;
/** A call of `has`, `filled` or `orElse`. Its arguments are programs of their own, because CEL takes no function with an argument that is absent. */
export interface Macro {
  name: string;
  args: readonly Program[];
  /** Names of the loops around it. */
  bound: readonly string[];
}

const macroNames = new Set(['has', 'filled', 'orElse']);
let running: { macros: readonly Macro[]; bindings: Readonly<Record<string, CelValue>> } | undefined;

/**
 * Rewrites the macros of a parsed expression, and its loops so that they are counted.
 * @param planned makes a program of an argument
 * @returns the tree to evaluate, and the macros that its `@macro` calls refer to
 */
export function rewriteMacros(expr: Expr, planned: (expr: Expr) => Program): { expr: Expr; macros: readonly Macro[] } {
  const macros: Macro[] = [];
  return { expr: rewrite(expr, []), macros };

  function rewrite(node: Expr, bound: readonly string[]): Expr {
    const { exprKind } = node;
    if (exprKind.case === 'comprehensionExpr') return rewriteLoop(node, exprKind.value, bound);
    if (exprKind.case === 'selectExpr' && exprKind.value.testOnly) {
      const select = withKind(node, { case: 'selectExpr', value: { ...exprKind.value, testOnly: false } });
      return macro(node, 'has', [select], bound);
    }
    if (exprKind.case === 'callExpr' && !exprKind.value.target && macroNames.has(exprKind.value.function)) {
      return macro(node, exprKind.value.function, exprKind.value.args, bound);
    }
    return mapChildren(node, (child) => rewrite(child, bound));
  }

  function macro(node: Expr, name: string, args: readonly Expr[], bound: readonly string[]): Expr {
    const programs = args.map((arg) => planned(rewrite(arg, bound)));
    const index = macros.push({ name, args: programs, bound }) - 1;
    const values = bound.map((variable) => identifier(node, variable));
    return callOf(node, '@macro', [wholeNumber(node, index), listOf(node, values)]);
  }

  function rewriteLoop(node: Expr, loop: Comprehension, bound: readonly string[]): Expr {
    const { iterRange, loopStep, accuInit, iterVar } = loop;
    if (!iterRange || !loopStep || !accuInit) return node;
    const gathers = accuInit.exprKind.case === 'listExpr';
    const step = rewrite(loopStep, [...bound.filter((name) => name !== iterVar), iterVar]);
    const value: Comprehension = {
      ...loop,
      iterRange: callOf(iterRange, '@each', [rewrite(iterRange, bound)]),
      accuInit: gathers ? callOf(accuInit, '@gathered', []) : accuInit,
      loopStep: gathers ? gathering(step) : step,
    };
    return withKind(node, { case: 'comprehensionExpr', value });
  }
}

/** `filter` and `map` add one item at a time. The library's sum of lists makes each later look at them slower. */
function gathering(step: Expr): Expr {
  const call = step.exprKind.case === 'callExpr' ? step.exprKind.value : undefined;
  if (!call) return step;
  if (call.function === '_?_:_') {
    const [condition, yes, no] = call.args as [Expr, Expr, Expr];
    return callOf(step, '_?_:_', [condition, gathering(yes), no]);
  }
  const [list, items] = call.args;
  const item = items?.exprKind.case === 'listExpr' ? items.exprKind.value.elements[0] : undefined;
  return list && item ? callOf(step, '@gather', [list, item]) : step;
}

/** Evaluates an expression whose macros were rewritten. */
export function runWithMacros(
  program: Program,
  macros: readonly Macro[],
  bindings: Readonly<Record<string, CelValue>>,
): CelResult {
  const outer = running;
  running = { macros, bindings };
  try {
    return program(bindings);
  } finally {
    running = outer;
  }
}

const arrays = new WeakMap<object, CelInput[]>();
const { DYN, INT } = CelScalar;
const LIST = listType(DYN);

/** What rewritten expressions call. */
export const macroFunctions: readonly CelFunc[] = [
  celFunc('@macro', [INT, LIST], DYN, (index, values) => runMacro(Number(index), Array.from(values))),
  celFunc('@each', [DYN], DYN, (items) => {
    if (isCelList(items) || isCelMap(items)) countIterations(items.size);
    return items;
  }),
  celFunc('@gathered', [], LIST, () => {
    const items: CelInput[] = [];
    const list = celList(items);
    arrays.set(list, items);
    return list;
  }),
  // Nothing but the loop itself has the list before it is complete, so it may grow.
  celFunc('@gather', [LIST, DYN], LIST, (list, item) => {
    arrays.get(list)?.push(item);
    return list;
  }),
];

function runMacro(index: number, values: readonly CelValue[]): CelValue {
  const macro = running?.macros[index];
  if (!running || !macro) throw new Error('there is no such macro');
  const names = Object.fromEntries(macro.bound.map((name, position) => [name, values[position] ?? null]));
  const bindings = Object.assign(Object.create(running.bindings) as Record<string, CelValue>, names);
  const [first, otherwise] = macro.args;
  const value = first ? valueOrAbsent(first(bindings)) : undefined;
  if (macro.name === 'has') return value !== undefined;
  if (macro.name === 'filled') return value !== undefined && !isBlank(value);
  if (value !== undefined) return value;
  return valueOf(otherwise?.(bindings) ?? null);
}

/** Undefined for what is not there and for null. @throws CelError for everything else that is wrong */
function valueOrAbsent(result: CelResult): CelValue | undefined {
  if (isCelError(result) && isAbsence(result)) return undefined;
  return valueOf(result) ?? undefined;
}

function valueOf(result: CelResult): CelValue {
  if (isCelError(result)) throw result;
  return result;
}

function isBlank(value: CelValue): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return (isCelList(value) || isCelMap(value)) && value.size === 0;
}
