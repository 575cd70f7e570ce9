/** Builds the operator as a few files without node_modules, as the image runs it, into the folder that is named. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type InputOptions } from 'rolldown';
import { licenceText, packagesOf } from './bundle/licences.ts';
import { besides, slim, withoutNative } from './bundle/slim.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/build-bundle.ts FOLDER');
const outDir = resolve(folder);

const root = fileURLToPath(new URL('../', import.meta.url));
/** With functions that a worker thread calls. */
const beside = {
  'private-key-decrypt': join(root, 'src/connectors/auth/private-key-decrypt.ts'),
  'openssh-key': join(root, 'src/connectors/drivers/sftp/openssh-key.ts'),
};
const operator = {
  main: join(root, 'src/main.ts'),
  operator: join(root, 'src/operator.ts'),
  'key-worker': join(root, 'src/connectors/auth/key-worker.ts'),
};

await rm(outDir, { recursive: true, force: true });
const paths = new Set<string>();
await build(operator, 'chunk-[name].js');
// On their own, so that each exports its functions by their names.
for (const [name, path] of Object.entries(beside)) await build({ [name]: path }, `${name}-[name].js`);
const packages = await packagesOf(paths);
await writeFile(join(outDir, 'LICENCES.txt'), licenceText(packages));
const listed = packages.map(({ name, version, license }) => ({ name, version, license }));
await writeFile(join(outDir, 'packages.json'), `${JSON.stringify(listed, null, 2)}\n`);
// ES modules, wherever the folder is put.
await writeFile(join(outDir, 'package.json'), '{ "type": "module" }\n');
console.log((await readdir(outDir)).toSorted().join('\n'));

async function build(input: Record<string, string>, chunkFileNames: string): Promise<void> {
  const options: InputOptions = {
    input,
    platform: 'node',
    plugins: [besides(beside), withoutNative(), slim()],
    // For CommonJS modules, ssh2's own Poly1305 among them.
    transform: { define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' } },
    onLog(level, log, use) {
      if (log.code !== 'EVAL') use(level, log);
    },
  };
  const bundle = await rolldown(options);
  const { output } = await bundle.write({
    dir: outDir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames,
    sourcemap: true,
    keepNames: true,
    minify: { compress: false, mangle: false, codegen: true },
  });
  for (const chunk of output) if (chunk.type === 'chunk') for (const id of chunk.moduleIds) paths.add(id);
}
