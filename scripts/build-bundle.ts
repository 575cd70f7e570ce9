/** Builds the operator as a few files without node_modules, as the image runs it, into the folder that is named. */
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundle, root } from './bundle/bundle.ts';
import { compile } from './bundle/compile.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/build-bundle.ts FOLDER');
const outDir = resolve(folder);

const script = ['run', join(root, 'src/run.ts')] as const;
await bundle(outDir, { entries: { main: join(root, 'src/main.ts') }, script });
// ES modules, wherever the folder is put.
await writeFile(join(outDir, 'package.json'), '{ "type": "module" }\n');
await compile(outDir);
console.log((await readdir(outDir)).toSorted().join('\n'));
