/** Words that may follow a variable in a template. */
export const pipes = ['segments', 'commas', 'odata', 'json'] as const;

export function isPipe(word: string): word is (typeof pipes)[number] {
  return (pipes as readonly string[]).includes(word);
}

/** A value as text, before it is encoded for its place; undefined if it is empty. `|segments` is an encoding and not done here. */
export function textOfValue(value: unknown, applied: readonly string[]): string | undefined {
  const text = plainText(value, applied.includes('commas') ? ',' : ' ');
  if (text === undefined || text === '') return undefined;
  return applied.reduce(pipe, text);
}

function pipe(text: string, name: string): string {
  if (name === 'odata') return text.replaceAll("'", "''");
  return name === 'json' ? asciiJson(text) : text;
}

function plainText(value: unknown, between: string): string | undefined {
  if (Array.isArray(value)) {
    return value.flatMap((item) => (Array.isArray(item) ? [] : (plainText(item, between) ?? []))).join(between);
  }
  if (value instanceof Date) return value.toISOString();
  if (value === null || value === undefined || typeof value === 'object') return undefined;
  return String(value);
}

/** For headers, which hold no other characters. */
function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
