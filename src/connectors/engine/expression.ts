import {
  CelScalar,
  celEnv,
  celMethod,
  isCelError,
  isCelList,
  isCelMap,
  parse,
  plan,
  type CelInput,
} from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { insideXml } from './xml-inside.ts';

/** What an expression can speak of. */
export type Variables = Readonly<Record<string, unknown>>;

/** Gives a plain value, or undefined where the expression has none: an absent key, a wrong type. */
export type Expression = (variables: Variables) => unknown;

/** For tickets that a platform wants back as HTTP Basic. */
const base64 = celMethod('base64', CelScalar.STRING, [], CelScalar.STRING, function () {
  return Buffer.from(this, 'utf8').toString('base64');
});
/** For an element that is signed, and must not be written anew. */
const inside = celMethod('inside', CelScalar.STRING, [CelScalar.STRING], CelScalar.STRING, function (name) {
  return insideXml(this, name);
});
const environment = celEnv({ funcs: [...strings, base64, inside] });
const compiled = new Map<string, Expression>();

/** @throws Error with the column where the expression is not CEL. */
export function compileExpression(source: string): Expression {
  const known = compiled.get(source);
  if (known) return known;
  const parsed = parse(source);
  refuseUnknownNames(parsed);
  const program = plan(environment, parsed);
  const expression: Expression = (variables) => {
    const bindings = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, toCel(value)]));
    const result = program(bindings);
    return isCelError(result) ? undefined : toPlain(result);
  };
  compiled.set(source, expression);
  return expression;
}

const knownNames = new Set([
  'status',
  'headers',
  'cookies',
  'json',
  'xml',
  'text',
  'config',
  'values',
  'claims',
  'minted',
  'requires',
  'session',
  'login',
  'method',
  'now',
  'bool',
  'bytes',
  'double',
  'duration',
  'int',
  'list',
  'map',
  'null_type',
  'string',
  'timestamp',
  'type',
  'uint',
]);

/** A misspelt variable is an expression that never matches, so it is found here. @throws Error with its column. */
function refuseUnknownNames({ expr, sourceInfo }: ReturnType<typeof parse>): void {
  const bound = new Set<string>();
  const used = new Map<string, bigint>();
  collect(expr);
  for (const [name, id] of used) {
    if (knownNames.has(name) || bound.has(name)) continue;
    const offset = sourceInfo?.positions[String(id)] ?? 0;
    throw new Error(`<input>:1:${offset + 1}: there is no variable ${name}`);
  }

  function collect(node: unknown): void {
    if (typeof node !== 'object' || node === null) return;
    const { exprKind, id, iterVar, iterVar2, accuVar } = node as Record<string, unknown> & {
      exprKind?: { case?: string; value: { name: string } };
    };
    for (const name of [iterVar, iterVar2, accuVar]) if (typeof name === 'string') bound.add(name);
    if (exprKind?.case === 'identExpr') used.set(exprKind.value.name, id as bigint);
    for (const inner of Object.values(node)) collect(inner);
  }
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
