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
      broken.push({ at: `secret.${key}`, kind: 'invalid', what: binaryFlaw(bytes) });
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

/** What binary files people take for text, by how they begin. */
const binary: readonly [start: readonly number[], what: string][] = [
  [[0xff, 0xfe], 'is in UTF-16, as PowerShell writes it: save it as UTF-8'],
  [[0xfe, 0xff], 'is in UTF-16: save it as UTF-8'],
  [[0x30, 0x82], 'is a binary file (DER or PKCS #12), not text: export it as PEM'],
  [[0xfe, 0xed, 0xfe, 0xed], 'is a Java keystore, not text: export what is needed as PEM'],
  [[0x50, 0x4b, 0x03, 0x04], 'is a ZIP archive, not text: unpack it first'],
];

function binaryFlaw(bytes: Uint8Array): string {
  const found = binary.find(([start]) => start.every((byte, index) => bytes[index] === byte));
  return found ? found[1] : 'is not text in UTF-8: save it as UTF-8';
}
