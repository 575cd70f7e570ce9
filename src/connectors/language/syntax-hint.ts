import type { Found } from './walk.ts';

/** What people write out of habit of other languages, from where the parser stops, and what CEL has instead. */
const habits: readonly [RegExp, string][] = [
  [/^===?/, 'Write `==`.'],
  [/^!==/, 'Write `!=`.'],
  [/^=/, 'Compare with `==`.'],
  [/^&(?!&)/, 'Write `&&`.'],
  [/^\|(?!\|)/, 'Write `||`.'],
  [/^and\b/i, 'Write `&&`.'],
  [/^or\b/i, 'Write `||`.'],
  [/^not\b/i, 'Write `!`.'],
  [/^\?[.?]/, 'Write `orElse(x, default)`.'],
];

/** A hint for an expression that the parser does not understand. */
export function syntaxHint({ kind, value }: Found, column: number): string | undefined {
  if (kind !== 'expression') return undefined;
  if (value.includes('{{')) return 'Write the name without `{{` and `}}`: it is an expression.';
  const rest = value.slice(Math.max(0, column - 1)).trimStart();
  return habits.find(([pattern]) => pattern.test(rest))?.[1];
}
