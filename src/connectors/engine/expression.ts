import { celEnv, isCelError, isCelList, isCelMap, parse, plan, type CelInput } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';

/** What an expression can speak of. */
export type Variables = Readonly<Record<string, unknown>>;

/** Gives a plain value, or undefined where the expression has none: an absent key, a wrong type. */
export type Expression = (variables: Variables) => unknown;

const environment = celEnv({ funcs: strings });
const compiled = new Map<string, Expression>();

/** @throws Error with the column where the expression is not CEL. */
export function compileExpression(source: string): Expression {
  const known = compiled.get(source);
  if (known) return known;
  const program = plan(environment, parse(source));
  const expression: Expression = (variables) => {
    const bindings = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, toCel(value)]));
    const result = program(bindings);
    return isCelError(result) ? undefined : toPlain(result);
  };
  compiled.set(source, expression);
  return expression;
}

/** True only where the expression says true. */
export function holds(source: string, variables: Variables): boolean {
  return compileExpression(source)(variables) === true;
}

/** The expression's value as text; undefined where it has none, or an empty one. */
export function textOf(source: string | undefined, variables: Variables): string | undefined {
  if (source === undefined) return undefined;
  const value = compileExpression(source)(variables);
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

/** CEL knows maps, not objects; whole numbers are int, as in the JSON they came from. */
function toCel(value: unknown): CelInput {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value === 'object') return new Map(Object.entries(value).map(([key, item]) => [key, toCel(item)]));
  return value as CelInput;
}

function toPlain(value: unknown): unknown {
  if (isCelList(value)) return Array.from(value, toPlain);
  if (isCelMap(value)) return Object.fromEntries(Array.from(value, ([key, item]) => [String(key), toPlain(item)]));
  if (typeof value === 'object' && value !== null && 'message' in value) return timestampOf(value.message);
  return value;
}

function timestampOf(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !('seconds' in message)) return undefined;
  return new Date(Number(message.seconds) * 1000);
}
