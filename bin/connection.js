#!/usr/bin/env node
// Plain JavaScript, so that an older Node.js says what is wrong instead of failing at the first type.
import { existsSync } from 'node:fs';
import module from 'node:module';

const oldest = 24;
const [major] = process.versions.node.split('.');
if (Number(major) < oldest) {
  process.stderr.write(`connection: Node.js ${oldest} or newer is needed, and this is ${process.version}\n`);
  process.exit(2);
}
// What was compiled is kept in the user's folder for temporary files: the next start takes half of the time.
module.enableCompileCache();
// A clone runs its sources, as they are now; the package has what was built of them.
const source = new URL('../src/cli/main.ts', import.meta.url);
await import(existsSync(source) ? source.href : new URL('../dist/cli/main.js', import.meta.url).href);
