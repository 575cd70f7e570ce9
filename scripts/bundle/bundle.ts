import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type InputOptions } from 'rolldown';
import { licenceText, packagesOf } from './licences.ts';
import { besides, slim, withoutNative } from './slim.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** With functions that a worker thread calls. */
const beside = {
  'private-key-decrypt': join(root, 'src/connectors/auth/private-key-decrypt.ts'),
  'openssh-key': join(root, 'src/connectors/drivers/sftp/openssh-key.ts'),
};
const worker = { 'key-worker': join(root, 'src/connectors/auth/key-worker.ts') };

/**
 * Builds programs as a few files without node_modules, with source maps, and `LICENCES.txt` and `packages.json` of what is in them.
 * @param entries - paths by the names of the files, without `.js`
 * @param external - packages that are loaded only where they are installed
 * @throws for a package without any licence
 */
export async function bundle(
  outDir: string,
  entries: Readonly<Record<string, string>>,
  external: readonly string[] = [],
): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  const build = (input: Record<string, string>, chunks: string) =>
    written(outDir, { input, external: [...external] }, chunks);
  const paths = await build({ ...entries, ...worker }, 'chunk-[name].js');
  // On their own, so that each exports its functions by their names.
  for (const [name, path] of Object.entries(beside))
    paths.push(...(await build({ [name]: path }, `${name}-[name].js`)));
  const packages = await packagesOf(new Set(paths));
  await writeFile(join(outDir, 'LICENCES.txt'), licenceText(packages));
  const listed = packages.map(({ name, version, license }) => ({ name, version, license }));
  await writeFile(join(outDir, 'packages.json'), `${JSON.stringify(listed, null, 2)}\n`);
}

/** @returns the modules that are in what was written */
async function written(dir: string, options: InputOptions, chunkFileNames: string): Promise<string[]> {
  const built = await rolldown({
    ...options,
    platform: 'node',
    plugins: [besides(beside), withoutNative(), slim()],
    // For CommonJS modules, ssh2's own Poly1305 among them.
    transform: { define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' } },
    onLog(level, log, use) {
      if (log.code !== 'EVAL') use(level, log);
    },
  });
  const { output } = await built.write({
    dir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames,
    sourcemap: true,
    // One character beyond Latin-1, and V8 keeps the whole file at two bytes each.
    charset: 'ascii',
    keepNames: true,
    minify: { compress: false, mangle: false, codegen: true },
  });
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
}
