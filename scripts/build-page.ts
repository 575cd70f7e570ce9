/** Builds the Connections page: into the folder that is named, else into the user's cache; prints where it is. */
import { resolve } from 'node:path';
import { builtPage, buildPage } from '../src/console/build-page.ts';

const [outDir] = process.argv.slice(2);
if (outDir === undefined) console.log(await builtPage((line) => process.stderr.write(`${line}\n`)));
else await buildPage(resolve(outDir));
