/** One line, as names and paths on a server are. */
export const line = { pattern: '^[^\\u0000-\\u001f\\u007f]+$' };

export function port(title: string, description: string, example: number, more: Record<string, unknown> = {}) {
  return { type: 'integer', title, description, minimum: 1, maximum: 65_535, examples: [example], ...more };
}
