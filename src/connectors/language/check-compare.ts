import { comparisonsIn } from './comparisons.ts';
import { LanguageError } from './language-error.ts';
import type { Expr, Parsed } from './syntax.ts';

type Type = 'a number' | 'text';

const typeOfName: Readonly<Record<string, Type>> = {
  status: 'a number',
  now: 'a number',
  text: 'text',
  method: 'text',
};
/** @throws LanguageError for a comparison of text with a number, which is never true */
export function checkComparisons(parsed: Parsed): void {
  for (const { side, other, bound } of comparisonsIn(parsed)) {
    const named = namedType(side, bound);
    const constant = named && constantOf(other);
    if (!constant) continue;
    const column = (parsed.sourceInfo?.positions[String(other.id)] ?? 0) + 1;
    if (constant.type !== named.type) {
      const what = `${named.written} is ${named.type}, and ${constant.written} is ${constant.type}`;
      throw new LanguageError(what, column, `Write ${constant.meant}.`);
    }
  }
}

/** A name of the response whose type is always the same. */
function namedType({ exprKind }: Expr, bound: readonly string[]): { written: string; type: Type } | undefined {
  if (exprKind.case === 'identExpr') {
    const { name } = exprKind.value;
    const type = bound.includes(name) || !Object.hasOwn(typeOfName, name) ? undefined : typeOfName[name];
    return type && { written: `\`${name}\``, type };
  }
  const of = mapOf(exprKind);
  if (of === undefined || bound.includes(of)) return undefined;
  return of === 'headers' || of === 'cookies' ? { written: `one of \`${of}\``, type: 'text' } : undefined;
}

/** `x` of `x.y` and `x["y"]`. */
function mapOf(exprKind: Expr['exprKind']): string | undefined {
  const operand =
    exprKind.case === 'selectExpr'
      ? exprKind.value.operand
      : exprKind.case === 'callExpr' && exprKind.value.function === '_[_]'
        ? exprKind.value.args[0]
        : undefined;
  return operand?.exprKind.case === 'identExpr' ? operand.exprKind.value.name : undefined;
}

function constantOf({ exprKind }: Expr): { type: Type; written: string; meant: string } | undefined {
  const kind = exprKind.case === 'constExpr' ? exprKind.value.constantKind : undefined;
  if (kind?.case === 'stringValue') {
    const meant = /^\d+$/.test(kind.value) ? `\`${kind.value}\` without quotes` : 'a number';
    return { type: 'text', written: `\`"${kind.value}"\``, meant };
  }
  if (kind?.case !== 'int64Value' && kind?.case !== 'uint64Value' && kind?.case !== 'doubleValue') return undefined;
  return { type: 'a number', written: `\`${kind.value}\``, meant: `\`"${kind.value}"\`` };
}
