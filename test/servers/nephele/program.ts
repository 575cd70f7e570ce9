import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheRoot } from '../../../dev/control-plane/assets.ts';

const run = promisify(execFile);
const here = import.meta.dirname;
const sources = ['package.json', 'package-lock.json'];

/** The folder of Nephele's packages: installed once, and kept in the cache folder; whole or not at all. */
export async function installedNephele(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(join(here, source)));
  const folder = join(cacheRoot(), `nephele-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  await mkdir(cacheRoot(), { recursive: true });
  const temporary = await mkdtemp(`${folder}-`);
  for (const source of sources) await cp(join(here, source), join(temporary, source));
  await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: temporary });
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true }));
  return folder;
}
