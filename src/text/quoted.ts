/**
 * A text in double quotes, with what cannot be seen as escapes; a backslash as it was entered.
 * @example quoted(String.raw`\\files\finance`) // → String.raw`"\\files\finance"`
 */
export function quoted(text: unknown): string {
  return JSON.stringify(text).replaceAll('\\\\', '\\');
}
