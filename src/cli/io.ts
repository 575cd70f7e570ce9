import { styleText } from 'node:util';
import { stringify } from 'yaml';
import { visible } from '../api/visible.ts';

/** What a command may use of the process, so that a test can give it something else. */
export interface Io {
  stdout: { write(text: string): unknown; isTTY?: boolean | undefined };
  stderr: { write(text: string): unknown; isTTY?: boolean | undefined };
  stdin: NodeJS.ReadableStream & { isTTY?: boolean | undefined };
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  /** What the person types to run this; default: `connection`. */
  name?: string;
}

type Style = 'green' | 'red' | 'yellow' | 'dim' | 'bold' | 'cyan';

/** Colour for a person at a terminal, plain text for a pipe; `NO_COLOR` is honoured (no-color.org). */
export function painter({ stdout, env }: Io): (style: Style, text: string) => string {
  const isColoured = stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text);
}

/** Columns as kubectl prints them: three spaces between, none at the end of a line. */
export function table(cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(visible));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('   '));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** JSON for programs that a terminal may show as well: what would steer it is written with escapes. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(/[^\n -~]/gu, (char) =>
    visible(char) === char ? char : escaped(char),
  );
  return `${text}\n`;
}

/** The same in YAML, where such a character is lost. */
export function yamlText(value: unknown): string {
  const shown = (_key: unknown, item: unknown) => (typeof item === 'string' ? visible(item) : item);
  return stringify(value, shown, { aliasDuplicateObjects: false });
}

function escaped(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** Everything that a stream has, as text. */
export async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
