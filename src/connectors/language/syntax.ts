import { parse } from '@bufbuild/cel';
import { LanguageError } from './language-error.ts';

/** CEL's syntax tree, as the library parses it. */
export type Parsed = ReturnType<typeof parse>;
export type Expr = Parsed['expr'];
export type Call = Extract<Expr['exprKind'], { case: 'callExpr' }>['value'];
export type Comprehension = Extract<Expr['exprKind'], { case: 'comprehensionExpr' }>['value'];

const emptyHint = 'One that begins with `!`, `&`, `*`, `"` or `[` needs quotes around it in YAML.';

/** @throws LanguageError in the parser's words */
export function parseExpression(source: string): Parsed {
  if (source.trim() === '') throw new LanguageError('there is no expression', 1, emptyHint);
  try {
    return parse(source);
  } catch (error) {
    if (error instanceof RangeError) throw new LanguageError('it is nested too deeply', 1);
    const { rawMessage, location, message } = error as ParseError;
    throw new LanguageError(inShort(rawMessage ?? message), (location?.start.offset ?? 0) + 1);
  }
}

/** The parser lists everything that a value can begin with. */
function inShort(message: string): string {
  return message.replace(/ but expecting '!'.*$/s, ' where a value is expected');
}

interface ParseError extends Error {
  rawMessage?: string;
  location?: { start: { offset: number } };
}

/** What an expression consists of, in the order of its text. */
export function childrenOf({ exprKind }: Expr): Expr[] {
  switch (exprKind.case) {
    case 'selectExpr':
      return present([exprKind.value.operand]);
    case 'callExpr':
      return present([exprKind.value.target, ...exprKind.value.args]);
    case 'listExpr':
      return exprKind.value.elements;
    case 'structExpr':
      return exprKind.value.entries.flatMap(({ keyKind, value }) =>
        present([keyKind.case === 'mapKey' ? keyKind.value : undefined, value]),
      );
    case 'comprehensionExpr': {
      const { iterRange, accuInit, loopCondition, loopStep, result } = exprKind.value;
      return present([iterRange, accuInit, loopCondition, loopStep, result]);
    }
    default:
      return [];
  }
}

function present<T>(items: readonly (T | undefined)[]): T[] {
  return items.filter((item) => item !== undefined);
}

/** A copy whose children are those that `change` gives. */
export function mapChildren(expr: Expr, change: (child: Expr) => Expr): Expr {
  const { exprKind } = expr;
  const maybe = (child: Expr | undefined) => child && change(child);
  switch (exprKind.case) {
    case 'selectExpr':
      return withKind(expr, {
        case: 'selectExpr',
        value: { ...exprKind.value, operand: maybe(exprKind.value.operand) },
      });
    case 'callExpr': {
      const { target, args } = exprKind.value;
      return withKind(expr, {
        case: 'callExpr',
        value: { ...exprKind.value, target: maybe(target), args: args.map(change) },
      });
    }
    case 'listExpr':
      return withKind(expr, {
        case: 'listExpr',
        value: { ...exprKind.value, elements: exprKind.value.elements.map(change) },
      });
    case 'structExpr':
      return withKind(expr, {
        case: 'structExpr',
        value: { ...exprKind.value, entries: exprKind.value.entries.map((entry) => mapEntry(entry, change)) },
      });
    default:
      return expr;
  }
}

type Entry = Extract<Expr['exprKind'], { case: 'structExpr' }>['value']['entries'][number];

function mapEntry(entry: Entry, change: (child: Expr) => Expr): Entry {
  const { keyKind, value } = entry;
  const key = keyKind.case === 'mapKey' ? { case: keyKind.case, value: change(keyKind.value) } : keyKind;
  return { ...entry, keyKind: key, value: value && change(value) };
}

export function withKind(expr: Expr, exprKind: Expr['exprKind']): Expr {
  return { ...expr, exprKind };
}

/** A call in the place of `expr`. */
export function callOf(expr: Expr, name: string, args: Expr[]): Expr {
  const value = { $typeName: 'cel.expr.Expr.Call', function: name, args } as unknown as Call;
  return withKind(expr, { case: 'callExpr', value });
}

export function identifier(expr: Expr, name: string): Expr {
  return withKind(expr, { case: 'identExpr', value: { $typeName: 'cel.expr.Expr.Ident', name } });
}

export function wholeNumber(expr: Expr, value: number): Expr {
  const constantKind = { case: 'int64Value' as const, value: BigInt(value) };
  return withKind(expr, { case: 'constExpr', value: { $typeName: 'cel.expr.Constant', constantKind } });
}

export function listOf(expr: Expr, elements: Expr[]): Expr {
  const value = { $typeName: 'cel.expr.Expr.CreateList' as const, elements, optionalIndices: [] };
  return withKind(expr, { case: 'listExpr', value });
}
