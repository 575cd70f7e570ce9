import { parseExpression } from './syntax.ts';
import type { Found } from './walk.ts';

/** What people write out of habit of other languages, from where the parser stops, and what CEL has instead. */
const habits: readonly [RegExp, string][] = [
  [/^===/, 'Write `==`.'],
  [/^!==/, 'Write `!=`.'],
  [/^=~/, 'Write `x.matches("pattern")`.'],
  [/^=>/, 'Write `>=`.'],
  [/^=</, 'Write `<=`.'],
  [/^=(?!=)/, 'Compare with `==`.'],
  [/^&(?!&)/, 'Write `&&`.'],
  [/^\|(?!\|)/, 'Write `||`.'],
  [/^and\b/i, 'Write `&&`.'],
  [/^or\b/i, 'Write `||`.'],
  [/^not\b/i, 'Write `!`.'],
  [/^in\s*\(/, 'Put a list in brackets: `in [a, b]`.'],
  [/^is\s+(?:null|none|nil)\b/i, 'Write `== null`.'],
  [/^is\s+not\s+(?:null|none|nil)\b/i, 'Write `!= null`.'],
  [/^\?[.?]/, 'Write `orElse(x, default)`.'],
  [/^(?:contains|startsWith|endsWith|matches)\b(?!\()/, 'A function stands after a dot: `x.contains("y")`.'],
  [/^\.\d/, 'An item of a list stands in brackets: `x[0]`.'],
  [/^\$/, 'A field of the response is `json.field`.'],
  [/^\[[*\]]/, 'Of all items: `json.items.map(i, i.id)`.'],
];

/** A hint for an expression that the parser does not understand. */
export function syntaxHint({ kind, value }: Found, column: number): string | undefined {
  if (kind !== 'expression') return undefined;
  if (value.includes('{{')) return 'Write the name without `{{` and `}}`: it is an expression.';
  const [before, rest] = [value.slice(0, column - 1).trimEnd(), value.slice(Math.max(0, column - 1)).trimStart()];
  if (/\bin\s+[^[]*$/.test(before) && rest.startsWith(',')) return 'Put a list in brackets: `in [a, b]`.';
  if (/\d$/.test(before) && /^xx?\b/i.test(rest)) return 'Write `status >= 400 && status < 500`.';
  return habits.find(([pattern]) => pattern.test(rest))?.[1] ?? openHint(value);
}

/** Quotes and brackets in pairs: the parser stops long before the one that is missing. */
function openHint(value: string): string | undefined {
  if (/[\u2018-\u201f]/.test(value)) return 'Write straight quotes: `"`.';
  const bare = value.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  if (/["']/.test(bare)) return 'A text lacks its second quote.';
  const lacking = ['()', '[]', '{}'].find(([open, close]) => bare.split(open!).length !== bare.split(close!).length);
  return lacking && `\`${lacking[0]}\` and \`${lacking[1]}\` must come in pairs.`;
}

/** A hint for a name that nothing has, by what stands before it. */
export function nameHint({ kind, value }: Found, name: string, column: number): string | undefined {
  if (kind !== 'expression') return undefined;
  const before = value.slice(0, column - 1).trimEnd();
  if (/^(?:none|nil|undefined|null)$/i.test(name)) return 'Write `null`.';
  if (before.endsWith('-')) return 'Write a field with `-` in its name in brackets: `x["a-b"]`.';
  if (/(?:[!=]=|[[,(]|\bin)$/.test(before)) return `Put text in quotes: \`"${name}"\`.`;
  const truth = /^(?:(yes|on|true)|(no|off|false))$/i.exec(name);
  return truth ? `Write \`${truth[1] === undefined ? 'false' : 'true'}\`.` : undefined;
}

/** A hint for a name that nothing has, where there is a response. */
export function fieldHint({ kind, names }: Found, name: string | undefined): string | undefined {
  return kind === 'expression' && names.includes('R') ? `A field of the response is \`json.${name}\`.` : undefined;
}

const logical: ReadonlySet<string> = new Set([
  '_||_',
  '_&&_',
  '!_',
  '_==_',
  '_!=_',
  '_<_',
  '_<=_',
  '_>_',
  '_>=_',
  '@in',
]);

const tests: ReadonlySet<string> = new Set([
  'has',
  'filled',
  'exists',
  'existsOne',
  'exists_one',
  'all',
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'bit',
]);

/** The operator or function that makes the value of an expression true or false, if it is one. */
export function outerOperator(source: string): string | undefined {
  const { expr, sourceInfo } = parseExpression(source);
  const { exprKind } = sourceInfo?.macroCalls[String(expr.id)] ?? expr;
  if (exprKind.case !== 'callExpr') return undefined;
  const { function: name } = exprKind.value;
  if (tests.has(name)) return name;
  return logical.has(name) ? name.replaceAll('_', '').replace('@', '') : undefined;
}
