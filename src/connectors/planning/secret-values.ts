/** The Secret's bytes as text; `wrong` names the keys that are not text. */
export function decodeSecret(secret: Readonly<Record<string, Uint8Array>>): {
  values: Record<string, string>;
  wrong: string[];
} {
  const values: Record<string, string> = {};
  const wrong: string[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (const [key, bytes] of Object.entries(secret)) {
    try {
      values[key] = withoutLastNewline(decoder.decode(bytes));
    } catch {
      wrong.push(`${key} is not text (UTF-8)`);
    }
  }
  return { values, wrong };
}

/** `echo secret | base64` adds a newline that is no part of a value of one line. */
function withoutLastNewline(text: string): string {
  const trimmed = text.replace(/[\r\n]+$/, '');
  return /[\r\n]/.test(trimmed) ? text : trimmed;
}
