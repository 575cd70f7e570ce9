/**
 * What steers a terminal (escapes, line ends, C1) or turns the order of what is read around (the embeddings, overrides and
 * isolates of UAX #9), and what no font shows: tags, separators and marks of annotations.
 */
const steering = /[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const whitespace = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * A text of a stranger as one that can be printed: nothing in it does anything but stand there.
 * @example visible('\u001B[2Jadmin') // → '\uFFFD[2Jadmin'
 */
export function visible(text: string): string {
  return text.toWellFormed().replace(whitespace, ' ').replace(steering, '\uFFFD');
}
