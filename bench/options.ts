import { parseArgs } from 'node:util';

export interface BenchOptions {
  connections: number;
  edits: number;
  restSeconds: number;
  output: 'table' | 'json';
  /** Folder for a CPU profile of the operator. */
  profile: string | undefined;
}

/** Wrong flags; the message says which. */
export class BenchUsageError extends Error {}

export const usage = `npm run bench -- [flags]

Starts an API server, a platform on loopback that answers at once, and the operator as a process of its own.

  --n 1000       Connections, each with a Secret; every tenth has a wrong password
  --edits 200    Secret edits, 20 per second
  --rest 60      seconds to count writes at rest
  -o json        numbers as JSON, for a program (default: a table)
  --profile DIR  write a CPU profile of the operator to this folder
  --help

Exit codes: 0 measured, 1 could not measure, 2 wrong flags, 130 stopped by Ctrl-C.
`;

const options = {
  n: { type: 'string', default: '1000' },
  edits: { type: 'string', default: '200' },
  rest: { type: 'string', default: '60' },
  output: { type: 'string', short: 'o', default: 'table' },
  profile: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** @throws BenchUsageError */
export function readOptions(args: string[]): BenchOptions | 'help' {
  const values = parsed(args);
  if (values.help) return 'help';
  const { output } = values;
  if (output !== 'table' && output !== 'json') throw new BenchUsageError(`-o ${output}: it is json or table`);
  const connections = wholeNumber('n', values.n, { from: 10, to: 100_000 });
  return {
    connections,
    edits: wholeNumber('edits', values.edits, { from: 0, to: 2 * Math.floor(connections * 0.9) }),
    restSeconds: wholeNumber('rest', values.rest, { from: 1, to: 3600 }),
    output,
    profile: values.profile,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new BenchUsageError((error as Error).message);
  }
}

function wholeNumber(name: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw new BenchUsageError(`--${name} ${text}: it is a whole number from ${from} to ${to}`);
}
