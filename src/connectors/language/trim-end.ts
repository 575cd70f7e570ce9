/**
 * The text without any of one character at its end. A regular expression would begin anew at each of a long row of them.
 * @example trimEnd('/finance//', '/') // → '/finance'
 */
export function trimEnd(text: string, character: string): string {
  let end = text.length;
  while (text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}
