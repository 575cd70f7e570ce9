import { styleText } from 'node:util';
import type { Table } from './table.ts';
import { linesOf } from './table.ts';

/** Where the quickstart tells its story: a terminal, or a pipe that gets every word once and no colour. */
export interface Screen {
  say(text: string): void;
  /** A step that is done. */
  done(what: string, seconds: number): void;
  /** What a person would type. */
  command(text: string): void;
  /** Draws the table over the one drawn last; on a pipe nothing is shown until `final`. */
  refresh(table: Table): void;
  final(table: Table): void;
}

export function createScreen(): Screen {
  const { stdout } = process;
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    styleText(style, text, { stream: stdout });
  let drawn = 0;
  const write = (lines: string[]): void => {
    const clear = drawn > 0 ? `\u001B[${drawn}A\u001B[J` : '';
    stdout.write(`${clear}${lines.map((line) => `${line}\n`).join('')}`);
  };
  return {
    say: (text) => void stdout.write(`${text}\n`),
    done: (what, seconds) =>
      void stdout.write(`${paint('green', '✔')} ${what} ${paint('dim', `(${seconds.toFixed(1)} s)`)}\n`),
    command: (text) => void stdout.write(`${paint('bold', `$ ${text}`)}\n`),
    refresh(table) {
      if (!stdout.isTTY) return;
      // A line that wraps would be two to go back over.
      const lines = linesOf(table, paint, stdout.columns);
      write(lines);
      drawn = lines.length;
    },
    final(table) {
      write(linesOf(table, paint));
      drawn = 0;
    },
  };
}
