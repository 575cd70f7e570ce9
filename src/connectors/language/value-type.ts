import type { Expr } from './syntax.ts';

/** What an expression gives, as far as it can be seen from it alone. */
export type ValueType = 'true or false' | 'a number' | 'text' | 'a list';

const ofCall: Readonly<Record<string, ValueType>> = Object.fromEntries([
  ...named('true or false', '_||_ _&&_ !_ _==_ _!=_ _<_ _<=_ _>_ _>=_ @in'),
  ...named('true or false', 'has filled contains startsWith endsWith matches bit bool'),
  ...named('a number', '_*_ _/_ _%_ -_ size int uint double indexOf lastIndexOf'),
  ...named('text', 'lowerAscii upperAscii trim replace substring charAt join string cookieHeader'),
  ...named('text', 'after before between trimSlash origin host path urlPath base64 innerXml inputValue'),
  ...named('a list', 'words parts split list'),
]);

function named(type: ValueType, names: string): [string, ValueType][] {
  return names.split(' ').map((name) => [name, type]);
}

/** Undefined where the response decides. */
export function typeOfValue({ exprKind }: Expr): ValueType | undefined {
  if (exprKind.case === 'listExpr') return 'a list';
  if (exprKind.case === 'callExpr') return typeOfCall(exprKind.value);
  const kind = exprKind.case === 'constExpr' ? exprKind.value.constantKind?.case : undefined;
  if (kind === 'boolValue') return 'true or false';
  if (kind === 'stringValue') return 'text';
  return kind === 'int64Value' || kind === 'uint64Value' || kind === 'doubleValue' ? 'a number' : undefined;
}

function typeOfCall({ function: name, args }: { function: string; args: readonly Expr[] }): ValueType | undefined {
  if (Object.hasOwn(ofCall, name)) return ofCall[name];
  // A sum is what its parts are.
  if (name === '_+_') return args.map(typeOfValue).find((type) => type === 'text' || type === 'a list');
  if (name !== '_?_:_') return undefined;
  const [one, other] = args.slice(1).map(typeOfValue);
  return one === other ? one : undefined;
}
