import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * The folder of the built page: what `npm run build` put beside this file, which is what the npm package has; in a clone it
 * is built on first use and whenever its source has changed, and kept in the user's cache folder.
 * @param tell - told once, before a build that takes some seconds
 */
export async function builtPage(tell: (line: string) => void): Promise<string> {
  const packed = join(here, 'page');
  if (await isThere(join(packed, 'index.html'))) return packed;
  const folder = join(cacheFolder(), `console-${await digestOfSource()}`);
  if (await isThere(join(folder, 'index.html'))) return folder;
  tell('Building the Connections page (once)');
  await mkdir(cacheFolder(), { recursive: true });
  const unfinished = `${folder}.${process.pid}`;
  await buildPage(unfinished).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  });
  // Another process may have been faster.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
  return folder;
}

/** Builds the page into a folder. @throws if vite, which is a development dependency, is not installed */
export async function buildPage(outDir: string): Promise<void> {
  const { build } = await import('vite');
  // vite sets it only where it is not set, and builds the libraries' slow development versions for any other value.
  process.env['NODE_ENV'] = 'production';
  await build({
    root: join(here, 'app'),
    configFile: false,
    logLevel: 'error',
    base: '/',
    mode: 'production',
    resolve: { alias: { '@rjsf/validator-ajv8': join(here, 'app/no-validator.ts') } },
    html: { cspNonce: '{{nonce}}' },
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      // Older ones would need light-dark() rewritten, which the library's way to choose a theme does not allow.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      modulePreload: false,
      rolldownOptions: {
        output: {
          entryFileNames: 'assets/page.js',
          assetFileNames: 'assets/[name]-[hash][extname]',
          codeSplitting: false,
        },
      },
    },
  });
}

/** Of all that goes into the page, but the libraries, which the lock file names. */
async function digestOfSource(): Promise<string> {
  const hash = createHash('sha256');
  const names = await readdir(here, { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const lock = join(here, '../../package-lock.json');
  for (const path of [...paths.toSorted(), lock])
    hash.update(`${path.slice(here.length)}\0`).update(await readFile(path));
  return hash.digest('hex').slice(0, 16);
}

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'connection-operator');
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
