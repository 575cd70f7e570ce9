import { readFileSync, statSync } from 'node:fs';

/** How often a file is looked at. */
const lookAfterMs = 5000;

/**
 * What a small file of this machine says, read again when it has changed; a file that is missing says nothing.
 * Synchronous: an asynchronous read waits for a thread of the pool, which others may hold for as long as they like.
 */
export function watchedFile<T>(path: string, parse: (text: string) => T, now: () => number): () => T {
  let current = parse('');
  let version = '';
  let lookedAt = -Infinity;
  return () => {
    if (now() - lookedAt < lookAfterMs) return current;
    lookedAt = now();
    const found = versionOf(path);
    if (found !== version) current = parse(textOf(path));
    version = found;
    return current;
  };
}

function versionOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : '';
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
