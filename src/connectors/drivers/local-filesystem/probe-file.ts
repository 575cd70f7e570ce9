import { constants } from 'node:fs';
import { lstat, open, readlink, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Failure } from '../../failure.ts';
import type { ProbeFile, StepResult } from '../../probe/probe-file.ts';
import { codeOf, fromFileError, isDenied } from './errors.ts';

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_TRUNC, O_WRONLY } = constants;
const mostBytes = 4096;

/** A directory that is held open, so that its path can be swapped for a link without leading elsewhere. */
export interface Held {
  path: string;
  release(): Promise<void>;
}

/** Opens nothing for reading, so that it works on a directory that may be written to only; Linux has it alone. */
const O_PATH = process.platform === 'linux' ? 0o10000000 : O_RDONLY;

/** @returns the directory by its handle where the system has /proc, or else by its path; or that it was moved away. */
export async function hold(directory: string): Promise<Held | Failure> {
  const about = `the directory ${directory}`;
  try {
    const handle = await open(directory, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    const own = `/proc/self/fd/${handle.fd}`;
    const real = await readlink(own).catch(() => undefined);
    if (real === directory) return { path: own, release: () => handle.close() };
    await handle.close();
    if (real === undefined) return { path: directory, release: async () => {} };
    return failure('UnexpectedReply', { about: `${about} changes its place while it is looked at` });
  } catch (error) {
    return fromFileError(error, about);
  }
}

/** The one file of a probe, in a directory: it is never written through a link, nor over what another made. */
export function probeFile(directory: string, fileName: string): ProbeFile {
  const path = join(directory, fileName);
  const about = `the file ${fileName}`;
  const step = async (act: () => Promise<void>): Promise<StepResult> => {
    try {
      await act();
      return 'done';
    } catch (error) {
      return isDenied(error) ? 'denied' : failed(error, about);
    }
  };
  const write = (flags: number, content: string) =>
    step(() => withFile(path, O_WRONLY | flags, async (file) => void (await file.write(content))));
  return {
    async exists() {
      try {
        return (await lstat(path)).isFile() || taken(about);
      } catch (error) {
        return codeOf(error) === 'ENOENT' ? false : failed(error, about);
      }
    },
    create: (content) => write(O_CREAT | O_EXCL, content),
    async read() {
      try {
        return { content: await withFile(path, O_RDONLY, firstBytes) };
      } catch (error) {
        return isDenied(error) ? 'denied' : failed(error, about);
      }
    },
    overwrite: (content) => write(O_TRUNC, content),
    remove: () => step(() => unlink(path)),
  };
}

async function withFile<T>(path: string, flags: number, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function firstBytes(file: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
  return buffer.toString('utf8', 0, bytesRead);
}

function failed(error: unknown, about: string): Failure {
  return ['EEXIST', 'ELOOP', 'EISDIR'].includes(codeOf(error)) ? taken(about) : fromFileError(error, about);
}

function taken(about: string): Failure {
  return failure('UnexpectedReply', { about: `${about} is there and not one of ours: remove it` });
}
