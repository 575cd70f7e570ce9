#!/usr/bin/env node
import { nameOf } from './own-name.ts';
import { run } from './run.ts';

const abort = new AbortController();
process.once('SIGINT', () => abort.abort(new Error('stopped')));
process.once('SIGTERM', () => abort.abort(new Error('stopped')));

// As of a program that SIGPIPE ends: `connection platforms | head -1` is no mistake.
const readerHasGone = 141;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(readerHasGone);
});

const { stdin, stdout, stderr, env } = process;
process.exitCode = await run(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  signal: abort.signal,
  name: nameOf(process.argv[1]),
});
