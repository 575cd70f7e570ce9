import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type InputOptions, type OutputOptions } from 'rolldown';
import { licenceText, packagesOf } from './licences.ts';
import { besides, compiledScript, slim, withoutNative } from './slim.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** With functions that a worker thread calls. */
const beside = {
  'private-key-decrypt': join(root, 'src/connectors/auth/private-key-decrypt.ts'),
  'openssh-key': join(root, 'src/connectors/drivers/sftp/openssh-key.ts'),
};
const worker = { 'key-worker': join(root, 'src/connectors/auth/key-worker.ts') };

const loader = { compiled: join(root, 'scripts/bundle/compiled.ts') };

export interface Programs {
  /** Paths by the names of the files, without `.js`. */
  entries: Readonly<Record<string, string>>;
  /** Packages that are loaded only where they are installed. */
  external?: readonly string[];
  /** What an entry imports when it needs it, and is a script of its own (`.cjs`), for what V8 compiles of it to be kept beside. */
  script?: readonly [name: string, path: string];
}

/**
 * Builds programs as a few files without node_modules, with source maps, and `LICENCES.txt` and `packages.json` of what is in them.
 * @throws for a package without any licence
 */
export async function bundle(outDir: string, { entries, external = [], script }: Programs): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  const build = (input: Record<string, string>, chunks: string, plugins: InputOptions['plugins'] = []) =>
    written(outDir, { input, external: [...external], plugins }, { ...esModules, chunkFileNames: chunks });
  const apart = script ? [compiledScript(script)] : [];
  const paths = await build({ ...entries, ...worker }, 'chunk-[name].js', apart);
  // On their own, so that each exports its functions by their names.
  for (const [name, path] of Object.entries(beside))
    paths.push(...(await build({ [name]: path }, `${name}-[name].js`)));
  if (script) {
    const [name, path] = script;
    await build(loader, 'compiled-[name].js');
    paths.push(...(await written(outDir, { input: { [name]: path }, external: [...external] }, scripts)));
  }
  const packages = await packagesOf(new Set(paths));
  await writeFile(join(outDir, 'LICENCES.txt'), licenceText(packages));
  const listed = packages.map(({ name, version, license }) => ({ name, version, license }));
  await writeFile(join(outDir, 'packages.json'), `${JSON.stringify(listed, null, 2)}\n`);
}

const esModules: OutputOptions = { format: 'esm', entryFileNames: '[name].js' };
const scripts: OutputOptions = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[name].cjs' };

/** @returns the modules that are in what was written */
async function written(dir: string, { plugins, ...input }: InputOptions, output: OutputOptions): Promise<string[]> {
  const built = await rolldown({
    ...input,
    platform: 'node',
    plugins: [plugins, besides(beside), withoutNative(), slim()],
    // For CommonJS modules, ssh2's own Poly1305 among them.
    ...(output.format === 'esm' && {
      transform: { define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' } },
    }),
    onLog(level, log, use) {
      if (log.code !== 'EVAL') use(level, log);
    },
  });
  const { output: files } = await built.write({
    ...output,
    dir,
    sourcemap: true,
    // One character beyond Latin-1, and V8 keeps the whole file at two bytes each.
    charset: 'ascii',
    keepNames: true,
    minify: { compress: false, mangle: false, codegen: true },
  });
  return files.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
}
