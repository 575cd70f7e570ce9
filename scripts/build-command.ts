/** Builds the command `connection` with its page as a package that needs Node.js and nothing else, into the folder that is named. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buildPage } from '../src/console/build-page.ts';
import { bundle, root } from './bundle/bundle.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/build-command.ts FOLDER');
const outDir = resolve(folder);
const built = join(outDir, 'dist/cli');

await rm(outDir, { recursive: true, force: true });
await mkdir(outDir, { recursive: true });
// Vite builds the page, which is here already.
await bundle(built, { entries: { main: join(root, 'src/cli/main.ts') }, external: ['vite'] });
await buildPage(join(built, 'page'));
for (const part of ['bin', 'crds', 'docs/reasons', 'LICENSE'])
  await cp(join(root, part), join(outDir, part), { recursive: true });
await cp(join(root, 'docs/cli.md'), join(outDir, 'README.md'));
const { name, version, description, license, type, bin, engines } = JSON.parse(
  await readFile(join(root, 'package.json'), 'utf8'),
) as Record<string, unknown>;
const manifest = { name, version, description, license, type, bin, engines };
await writeFile(join(outDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
