import { constants } from 'node:fs';
import * as files from 'node:fs/promises';
import { failure, type Failure } from '../../failure.ts';
import type { Access, AccessAnswer } from '../../verdict.ts';
import { fromFileError, isDenied } from './errors.ts';

type Ask = Pick<typeof files, 'access' | 'stat'>;

/**
 * What the operator's own user may do in a directory, as access(2) answers: list and enter it; add, change and remove
 * entries. It speaks of the directory, not of each file in it.
 */
export async function look(path: string, { access, stat }: Ask = files): Promise<Access | Failure> {
  const about = `the directory ${path}`;
  const { R_OK, W_OK, X_OK } = constants;
  const may = async (mode: number): Promise<AccessAnswer> => {
    try {
      await access(path, mode);
      return 'Granted';
    } catch (error) {
      if (isDenied(error)) return 'Denied';
      throw error;
    }
  };
  try {
    if (!(await stat(path)).isDirectory()) {
      return failure('TargetNotFound', { about: `${about}: what has this name is no directory` });
    }
    const write = await may(W_OK | X_OK);
    return { read: await may(R_OK | X_OK), write, update: write, delete: write };
  } catch (error) {
    return fromFileError(error, about);
  }
}
