import { spawn } from 'node:child_process';

export interface Command {
  isOver(): boolean;
  ended: Promise<{ code: number; stdout: string; text: string }>;
}

/** Runs a program; an exit that is not 0 is a result, a program that is missing is not. */
export function startCommand(command: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Command {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, text, over] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    stdout += part;
    text += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${program} does not start: ${error.message}`)));
    child.on('close', (code) => resolve(code ?? -1));
  }).finally(() => (over = true));
  const result = ended.then((code) => ({ code, stdout, text: text.trim() }));
  // Whoever is not waiting for it yet will be.
  result.catch(() => {});
  return { isOver: () => over, ended: result };
}
