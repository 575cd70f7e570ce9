import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { until } from './until.ts';

const relay = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

export interface Terminal {
  /** Types what belongs to a question, once it is shown after what was answered before. */
  answer(question: string | RegExp, keys: string): Promise<void>;
  /** All that was shown, without colours and movements. */
  shown(): string;
  /** The exit code. */
  ended: Promise<number>;
  kill(): void;
}

export const enter = '\r';

/** Runs a program at a terminal of its own (Python's `pty`, which every Debian with Python has). */
export function atTerminal(command: readonly string[], { cwd }: { cwd: string }): Terminal {
  const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, TERM: 'xterm' };
  const child = spawn('python3', ['-c', relay, ...command], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  let read = 0;
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  let isOver = false;
  child.once('close', () => (isOver = true));
  const shown = () => stripVTControlCharacters(text);
  return {
    async answer(question, keys) {
      const isShown = () => {
        const rest = shown().slice(read);
        return typeof question === 'string' ? rest.includes(question) : question.test(rest);
      };
      await until(() => isOver || isShown()).catch(() => undefined);
      if (!isShown()) throw new Error(`not asked: ${String(question)} in\n${shown()}`);
      read = shown().length;
      child.stdin.write(keys);
    },
    shown,
    ended: once(child, 'close').then(([code]) => code as number),
    kill: () => void child.kill(),
  };
}
