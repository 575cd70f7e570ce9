/** What `\s` means in ECMA-262, as a part of a class. */
const spaces = String.raw`\t\n\x{b}\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;

/** An escape, the beginning of a group that looks around, the beginning of a class, or one character. */
const token = /\\u\{[0-9a-fA-F]+\}|\\u[0-9a-fA-F]{4}|\\[pP]\{[^}]*\}|\\.|\(\?<?[=!]|\[\^?|./gsu;

/**
 * The same pattern for RE2, with the same meaning.
 * @param source - a valid pattern of ECMA-262 with the flag u
 * @returns undefined if RE2 lacks what it needs
 */
export function toRe2(source: string): string | undefined {
  const parts: (string | undefined)[] = [];
  let classStart: number | undefined;
  for (const [text] of source.matchAll(token)) {
    if (classStart !== undefined && text === ']') {
      // RE2 takes a bracket that comes first for a character.
      if (classStart === parts.length - 1) return undefined;
      classStart = undefined;
      parts.push(text);
    } else if (classStart !== undefined) parts.push(inClass(text));
    else {
      if (text.startsWith('[')) classStart = parts.length;
      parts.push(outside(text));
    }
  }
  return parts.includes(undefined) ? undefined : parts.join('');
}

function outside(text: string): string | undefined {
  if (text === '.') return String.raw`[^\n\r\x{2028}\x{2029}]`;
  if (text === String.raw`\s`) return `[${spaces}]`;
  if (text === String.raw`\S`) return `[^${spaces}]`;
  return text.startsWith('(?') ? undefined : escaped(text);
}

function inClass(text: string): string | undefined {
  if (text === String.raw`\s`) return spaces;
  if (text === String.raw`\S`) return undefined;
  // Here a bracket is a character; in RE2 it may begin the name of a class.
  return text.startsWith('[') ? `\\${text}` : escaped(text);
}

function escaped(text: string): string | undefined {
  if (text === String.raw`\0`) return String.raw`\x00`;
  const [, code] = /^\\u\{?([0-9a-fA-F]+)\}?$/.exec(text) ?? [];
  if (code !== undefined) return isSurrogate(Number.parseInt(code, 16)) ? undefined : `\\x{${code}}`;
  // A control letter, and a reference to a group
  return /^\\[ck1-9]/.test(text) ? undefined : text;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}
