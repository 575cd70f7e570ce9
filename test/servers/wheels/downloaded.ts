import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Python of the image that all test servers start from. */
const python = ['--python-version', '3.11', '--implementation', 'cp'].concat(
  ['cp311', 'abi3', 'none'].flatMap((abi) => ['--abi', abi]),
);

/** Packages of one server, in a folder of the cache. */
export interface Wheels {
  /** The folder's name; another for other versions. */
  name: string;
  packages: readonly string[];
}

/** Why the packages cannot be had here; undefined where they can, or are there. */
export function wheelsLack(wheels: Wheels): string | undefined {
  if (existsSync(folderOf(wheels))) return undefined;
  if (process.platform !== 'linux') return `${wheels.name} is fetched on Linux only`;
  return spawnSync('python3', ['-m', 'pip', '--version']).status === 0
    ? undefined
    : `Python with pip is needed for ${wheels.name}`;
}

/** Fetched here once, for an image has no way to a registry of its own. @returns their folder */
export async function downloaded(wheels: Wheels): Promise<string> {
  const folder = folderOf(wheels);
  if (existsSync(folder)) return folder;
  await mkdir(join(folder, '..'), { recursive: true });
  const temporary = await mkdtemp(`${folder}-`);
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const platforms = ['manylinux2014', 'manylinux_2_28'].flatMap((name) => ['--platform', `${name}_${machine}`]);
  const options = ['--quiet', '--only-binary=:all:', ...python, ...platforms, '--dest', temporary];
  await run('python3', ['-m', 'pip', 'download', ...options, ...wheels.packages]);
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true }));
  return folder;
}

function folderOf({ name }: Wheels): string {
  const cache =
    process.env['CONNECTION_OPERATOR_CACHE'] ??
    join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'connection-operator');
  return join(cache, name);
}
