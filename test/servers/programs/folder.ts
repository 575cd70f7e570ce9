import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pemFor } from '../../support/fake-tls.ts';

/** Writes `good.crt`, `good.key`, `expired.crt` and `expired.key`, for servers that read them from files. */
export async function writeCertificates(folder: string, host: string): Promise<void> {
  for (const [name, fault] of [['good'], ['expired', 'expired certificate']] as const) {
    const { cert, key } = await pemFor(host, fault);
    await writeFile(join(folder, `${name}.crt`), cert);
    await writeFile(join(folder, `${name}.key`), key);
  }
}

/** Every file below a folder, with its size. */
export async function filesIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const lines = await Promise.all(paths.map(async (path) => `${path} ${(await stat(path)).size}`));
  return lines.toSorted().join('\n');
}
