import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { constants, enableCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * Makes Node.js keep and find what V8 has compiled. It does so in a folder for each user, whose id ends the folder's name,
 * while an image was compiled by one user and may be run by any, with nowhere to write: these get a link in memory.
 *
 * @param memory - a folder that even a container with a read-only root can write to
 */
export function useCompileCache(memory = '/dev/shm'): void {
  // Where no file can be written this does nothing.
  if (enableCompileCache().status !== constants.compileCacheStatus.FAILED) return;
  const baked = process.env['NODE_COMPILE_CACHE'];
  if (baked === undefined) return;
  try {
    const [built] = readdirSync(baked);
    if (built === undefined) return;
    const folder = mkdtempSync(join(memory, 'compiled-'));
    symlinkSync(join(baked, built), join(folder, built.replace(/\d+$/, String(process.getuid?.()))));
    enableCompileCache(folder);
  } catch {
    // It starts more slowly.
  }
}
