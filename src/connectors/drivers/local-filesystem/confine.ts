import * as files from 'node:fs/promises';
import type { DriverContext } from '../../context.ts';
import { failure, type Failure } from '../../failure.ts';
import { fromFileError } from './errors.ts';

const flag = 'the flag --local-roots (localFilesystem.roots in the chart)';

/**
 * Follows every link and makes sure that the directory is in one of the roots, before and after. Outside of them the
 * disk is not even looked at, so that nobody learns what is there.
 * @returns the real path, or why not.
 */
export async function confine(
  path: string,
  { localRoots: roots = [], progress }: Pick<DriverContext, 'localRoots' | 'progress'>,
): Promise<string | Failure> {
  if (roots.length === 0) {
    return refuse(`path: local directories are refused, because ${flag} allows none`);
  }
  if (!isWithin(path, roots)) return refuse(`path: ${path} is in no directory that ${flag} allows`);
  progress.dialled();
  try {
    const real = await files.realpath(path);
    if (isWithin(real, await realRoots(roots))) return real;
    return refuse(`path: a symbolic link leads from ${path} out of what ${flag} allows`);
  } catch (error) {
    return fromFileError(error, `the directory ${path}`);
  }
}

/** A root that is not there, as a volume that is not mounted, allows nothing. */
async function realRoots(roots: readonly string[]): Promise<string[]> {
  const found = await Promise.all(roots.map((root) => files.realpath(root).catch(() => undefined)));
  return found.filter((root) => root !== undefined);
}

function isWithin(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => root === '/' || path === root || path.startsWith(`${root}/`));
}

function refuse(about: string): Failure {
  return failure('InvalidConfiguration', { about });
}
