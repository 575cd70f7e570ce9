import { parseArgs } from 'node:util';

export interface BenchOptions {
  connections: number;
  edits: number;
  restSeconds: number;
  output: 'table' | 'json';
  /** Folder for a CPU profile of the operator. */
  profile: string | undefined;
  /** Folder of an operator to measure beside this one. */
  against: string | undefined;
  runs: number;
  only: 'go' | 'ours' | undefined;
  /** Whether each is restarted after that, as `--against` can. */
  restart: boolean;
  /** How many operators share the namespaces. */
  shards: number;
  /** Secrets that no Connection names. */
  unrelatedSecrets: number;
  /** Whether what the image runs is measured in place of the sources. */
  built: boolean;
}

/** Wrong flags; the message says which. */
export class BenchUsageError extends Error {}

export const usage = `npm run bench -- [flags]

Starts an API server, a platform on loopback that answers at once, and the operator as a process of its own.

  --n 1000       Connections, each with a Secret; every tenth has a wrong password
  --edits 200    Secret edits, 20 per second
  --rest 60      seconds to count writes at rest
  -o json        numbers as JSON, for a program (default: a table)
  --built        what the image runs, in place of the sources
  --shards 1     operators that share the namespaces, each a process; up to 10
  --secrets 0    Secrets that no Connection names
  --profile DIR  write a CPU profile of the operator to this folder
  --against DIR  measure what the image runs and the operator in Go of DIR/gobase in turns, by the driver DIR/load,
                 and print the one beside the other; --rest 0 and --edits 0 leave those phases out
  --runs 3       cold starts of each, with --against
  --only NAME    go or ours, with --against
  --restart      stop each, edit a Secret meanwhile, and start it again; with --against
  --help

Exit codes: 0 measured, 1 could not measure, 2 wrong flags, 130 stopped by Ctrl-C.
`;

const options = {
  n: { type: 'string', default: '1000' },
  edits: { type: 'string', default: '200' },
  rest: { type: 'string', default: '60' },
  output: { type: 'string', short: 'o', default: 'table' },
  profile: { type: 'string' },
  against: { type: 'string' },
  runs: { type: 'string', default: '3' },
  only: { type: 'string' },
  restart: { type: 'boolean', default: false },
  shards: { type: 'string', default: '1' },
  secrets: { type: 'string', default: '0' },
  built: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @throws BenchUsageError */
export function readOptions(args: string[]): BenchOptions | 'help' {
  const values = parsed(args);
  if (values.help) return 'help';
  const { output, against, only } = values;
  if (output !== 'table' && output !== 'json') throw new BenchUsageError(`-o ${output}: it is json or table`);
  if (only !== undefined && only !== 'go' && only !== 'ours')
    throw new BenchUsageError(`--only ${only}: it is go or ours`);
  const connections = wholeNumber('n', values.n, { from: 10, to: 100_000 });
  return {
    connections,
    edits: wholeNumber('edits', values.edits, { from: 0, to: 2 * Math.floor(connections * 0.9) }),
    restSeconds: wholeNumber('rest', values.rest, { from: against === undefined ? 1 : 0, to: 3600 }),
    output,
    profile: values.profile,
    against,
    runs: wholeNumber('runs', values.runs, { from: 1, to: 99 }),
    only,
    restart: values.restart,
    shards: wholeNumber('shards', values.shards, { from: 1, to: 10 }),
    unrelatedSecrets: wholeNumber('secrets', values.secrets, { from: 0, to: 200_000 }),
    built: values.built,
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
