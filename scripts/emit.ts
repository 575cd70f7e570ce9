import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const check = process.argv.includes('--check');

/** Writes a generated file, or with --check says that it is out of date (exit code 1). */
export async function emit(path: string, text: string): Promise<void> {
  const old = await readFile(path, 'utf8').catch(() => undefined);
  if (old === text) return;
  if (check) {
    console.error(`${path} is out of date: run \`npm run generate\` and commit the result`);
    process.exitCode = 1;
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  console.log(`wrote ${path}`);
}
