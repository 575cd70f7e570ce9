import { isCelError, plan } from '@bufbuild/cel';
import type { Bindings } from './bindings.ts';
import { toPlain } from './cel-values.ts';
import { checkComparisons } from './check-compare.ts';
import { checkConditions } from './check-conditions.ts';
import { checkCall, checkDepth, checkPatterns } from './check-expression.ts';
import { environment } from './environment.ts';
import { LanguageError } from './language-error.ts';
import { limits } from './limits.ts';
import { rewriteMacros, runWithMacros, type Program } from './macros.ts';
import { metered } from './meter.ts';
import { remembered } from './remembered.ts';
import { shapeOf, type FunctionCall, type Read } from './shape.ts';
import { parseExpression, type Expr } from './syntax.ts';

export { Bindings } from './bindings.ts';

export interface Expression {
  source: string;
  /** Undefined if there is no value: an absent field, a wrong type, an index out of range. Else a plain one; times are Dates. */
  evaluate(bindings: Bindings): unknown;
  /** Free names that it reads, each with the fields behind it as far as they are constant. */
  reads: readonly Read[];
  /** Functions and macros that it calls. */
  calls: readonly FunctionCall[];
}

/** @throws LanguageError for what is no CEL, an unknown function, a wrong number of arguments, an exceeded limit. */
export const compile: (source: string) => Expression = remembered(4096, compileNow);

function compileNow(source: string): Expression {
  if (source.length > limits.expression) {
    throw new LanguageError(`${source.length} characters, at most ${limits.expression}`, 1, 'Use `define`.');
  }
  const parsed = parseExpression(source);
  const { reads, calls } = shapeOf(parsed);
  checkDepth(parsed);
  calls.forEach(checkCall);
  checkPatterns(parsed);
  checkComparisons(parsed);
  checkConditions(parsed);
  const { expr, macros } = rewriteMacros(parsed.expr, planned);
  const program = planned(expr);
  const roots = [...new Set(reads.map(({ path }) => path[0] ?? ''))];
  return { source, reads, calls, evaluate };

  function evaluate(bindings: Bindings): unknown {
    const names = bindings.celOf(roots);
    const { result, exceeded } = quietly(() => metered(() => runWithMacros(program, macros, names)));
    return exceeded || isCelError(result) ? undefined : toPlain(result);
  }
}

function planned(expr: Expr): Program {
  return plan(environment, expr);
}

/** An absent field is an Error to the library. Nobody reads where it arose, and to find that out takes most of the time. */
function quietly<T>(work: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = before;
  }
}

/** True only if the expression says true. */
export function holds(source: string, bindings: Bindings): boolean {
  return compile(source).evaluate(bindings) === true;
}

/** The value as text; undefined if there is none, or an empty one. */
export function textOf(source: string | undefined, bindings: Bindings): string | undefined {
  if (source === undefined) return undefined;
  const value = compile(source).evaluate(bindings);
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

/** The plain value; undefined if there is none. */
export function valueOf(source: string, bindings: Bindings): unknown {
  return compile(source).evaluate(bindings);
}
