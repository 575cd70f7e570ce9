import { closeSync, constants, ftruncateSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux' O_TMPFILE without the O_DIRECTORY that it includes. */
const temporary = 0o20000000;
const mostBytes = 4096;

/** A file without a name, which smbclient reads from and writes to by its inherited descriptor; nothing of it can stay. */
export interface Scratch {
  descriptor: number;
  fill(content: string): void;
  content(): string;
  close(): void;
}

/** Memory first; undefined where nothing can be written at all. */
export function openScratch(): Scratch | undefined {
  const descriptor = unnamed('/dev/shm') ?? unnamed(tmpdir()) ?? unlinked();
  if (descriptor === undefined) return undefined;
  return {
    descriptor,
    fill(content) {
      ftruncateSync(descriptor);
      writeSync(descriptor, content, 0);
    },
    content() {
      const bytes = Buffer.alloc(mostBytes);
      return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, mostBytes, 0));
    },
    close: () => closeSync(descriptor),
  };
}

function unnamed(directory: string): number | undefined {
  try {
    return openSync(directory, temporary | constants.O_DIRECTORY | constants.O_RDWR, 0o600);
  } catch {
    return undefined;
  }
}

function unlinked(): number | undefined {
  const path = join(tmpdir(), randomUUID());
  try {
    const descriptor = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return descriptor;
  } catch {
    return undefined;
  }
}
