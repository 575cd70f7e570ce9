#!/usr/bin/env node
import { run } from './run.ts';

const abort = new AbortController();
process.once('SIGINT', () => abort.abort(new Error('stopped')));
process.once('SIGTERM', () => abort.abort(new Error('stopped')));

const { stdin, stdout, stderr, env } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, signal: abort.signal });
