#!/usr/bin/env node
// Plain JavaScript, so that an older Node.js says what is wrong instead of failing at the first type.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const oldest = 24;
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const [major] = process.versions.node.split('.');
if (Number(major) >= oldest) {
  // What was compiled is kept in the user's folder for temporary files: the next start takes half of the time.
  module.enableCompileCache();
  // A clone runs its sources, as they are now; the package has what was built of them.
  const source = new URL('../src/cli/main.ts', import.meta.url);
  await import(existsSync(source) ? source.href : new URL('../dist/cli/main.js', import.meta.url).href);
} else if (existsSync(at('../node_modules/.bin/node'))) {
  // `npm ci` has brought the right one into a clone; a link to this file from PATH starts whatever `node` is there.
  const child = spawn(at('../node_modules/.bin/node'), process.argv.slice(1), { stdio: 'inherit' });
  // At a terminal Ctrl-C reaches both.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => (process.exitCode = code ?? 128 + constants.signals[signal]));
} else {
  process.stderr.write(`connection: Node.js ${oldest} or newer is needed, and this is ${process.version}\n`);
  process.exitCode = 2;
}
