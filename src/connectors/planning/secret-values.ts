import type { Problem } from '../../api/problems.ts';

/** The Secret's bytes as text; `broken` names the keys that are not text. */
export function decodeSecret(secret: Readonly<Record<string, Uint8Array>>): {
  values: Record<string, string>;
  broken: Problem[];
} {
  const values = new Map<string, string>();
  const broken: Problem[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (const [key, bytes] of Object.entries(secret)) {
    try {
      values.set(key, withoutLastNewline(decoder.decode(bytes)));
    } catch {
      broken.push({ at: `secret.${key}`, kind: 'invalid', what: 'is not text (UTF-8)' });
    }
  }
  return { values: Object.fromEntries(values), broken };
}

/** `echo secret | base64` adds a newline that is no part of a value of one line. */
function withoutLastNewline(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end -= 1;
  const trimmed = text.slice(0, end);
  return /[\r\n]/.test(trimmed) ? text : trimmed;
}
