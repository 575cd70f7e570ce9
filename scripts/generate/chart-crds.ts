import { readdir, readFile } from 'node:fs/promises';
import type { GeneratedFile } from './files.ts';

/** Copies of crds/ for the chart: a packaged chart holds only what is in its own folder, and no symbolic links. */
export async function chartCrds(): Promise<GeneratedFile[]> {
  const names = await readdir('crds');
  return Promise.all(
    names.map(async (name) => ({
      path: `charts/connection-operator/files/crds/${name}`,
      text: await readFile(`crds/${name}`, 'utf8'),
    })),
  );
}
