/** How fast the operator is, and how much it takes: prints numbers, asserts nothing. */
import { cpus, loadavg } from 'node:os';
import { compare } from './against/compare.ts';
import { printCompared } from './against/table.ts';
import { BenchUsageError, readOptions, usage, type BenchOptions } from './options.ts';
import { print } from './report.ts';
import { runBench } from './run.ts';

const log = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(options: BenchOptions): Promise<number> {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => abort.abort(new Error(`stopped by ${signal}`)));
  const machine = { cores: cpus().length, load: loadavg()[0] ?? 0 };
  try {
    const surroundings = { log, signal: abort.signal };
    const { against } = options;
    if (against === undefined) print({ ...(await runBench(options, surroundings)), machine }, options);
    else printCompared(await compare({ ...options, against }, surroundings), options);
    return 0;
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    return abort.signal.aborted ? 130 : 1;
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(usage);
  else process.exitCode = await main(options);
} catch (error) {
  if (!(error instanceof BenchUsageError)) throw error;
  log(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
