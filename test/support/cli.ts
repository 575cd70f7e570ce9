import { Readable } from 'node:stream';
import { run } from '../../src/cli/run.ts';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

interface Given {
  stdin?: string;
  env?: Record<string, string>;
  isTTY?: boolean;
  signal?: AbortSignal;
}

/** Runs the command in this process, as in a pipe. */
export async function runCli(
  args: readonly string[],
  { stdin = '', env = {}, isTTY = false, signal = new AbortController().signal }: Given = {},
): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (written[name] += text), isTTY });
  const code = await run(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env,
    signal,
  });
  return { code, ...written };
}
