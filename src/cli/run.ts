import { CommanderError } from 'commander';
import { visible } from '../api/visible.ts';
import { BadInput, exit, Stopped, Unreached } from './exit.ts';
import type { Io } from './io.ts';
import { asTyped } from './own-name.ts';
import { program } from './program.ts';

/**
 * Runs one command line.
 * @param args - without the program's own name
 * @returns the exit code
 * @example await run(['test', '-f', 'connection.yaml'], io)
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let code: number = exit.connected;
  try {
    await program(io, (ended) => (code = ended)).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.connected : exit.badInput;
    if (error instanceof BadInput) return told(error.message, exit.badInput, io);
    if (error instanceof Stopped) return told(error.message, exit.stopped, io);
    if (error instanceof Unreached) return told(error.message, exit.inconclusive, io);
    if (isFileError(error)) return told(error.message, exit.badInput, io);
    // Loaded here, for it is half of a start, and most commands need no cluster.
    const { clusterTrouble } = await import('./cluster-trouble.ts');
    const trouble = clusterTrouble(error);
    if (trouble) return told(trouble.message, trouble.code, io);
    if (io.signal.aborted) return told('stopped', exit.stopped, io);
    throw error;
  }
}

const fileCalls = new Set(['access', 'lstat', 'mkdir', 'open', 'read', 'rename', 'scandir', 'stat', 'unlink', 'write']);

/** Of a file that was named, or one that it leads to: a folder in its place, no right to read it, a disk that is full. */
function isFileError(error: unknown): error is Error {
  return fileCalls.has((error as NodeJS.ErrnoException | undefined)?.syscall ?? '');
}

function told(message: string, code: number, io: Io): number {
  io.stderr.write(`connection: ${asTyped(io, message).split('\n').map(visible).join('\n')}\n`);
  return code;
}
