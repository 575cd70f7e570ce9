import { schemaPattern } from './schema-pattern.ts';

/** The part of a JSON Schema that says what a text must be. */
export interface TextSchema {
  pattern?: unknown;
  minLength?: unknown;
  maxLength?: unknown;
}

/** Longer values are not tried in other ways: nobody makes a slip of such a length. */
const longest = 2048;

/** Whether a text has the form of its setting. */
export function fits(text: string, { pattern, minLength = 0, maxLength = Infinity }: TextSchema): boolean {
  if (text.length > longest || text.length < Number(minLength) || text.length > Number(maxLength)) return false;
  return schemaPattern(String(pattern)).test(text);
}
