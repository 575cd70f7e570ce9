import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface GeneratedFile {
  /** From the root of the repository. */
  path: string;
  text: string;
}

type Files = ReadonlyMap<string, string>;

/** Folders in which there is nothing else: what no generator makes any more is removed from them. */
const generatedFolders = ['docs/platforms', 'docs/reasons', 'charts/connection-operator/files/crds'];

/** What is out of date, one line each. */
export async function checkFiles(files: Files): Promise<string[]> {
  const stale = await changedPaths(files);
  const left = await leftOver(files);
  return [...stale.map((path) => `${path} is out of date`), ...left.map((path) => `${path} is not made any more`)];
}

/** @returns what was done, one line each. */
export async function writeFiles(files: Files): Promise<string[]> {
  const changed = await changedPaths(files);
  for (const path of changed) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, files.get(path) ?? '');
  }
  const left = await leftOver(files);
  for (const path of left) await rm(path);
  return [...changed.map((path) => `wrote ${path}`), ...left.map((path) => `removed ${path}`)];
}

async function changedPaths(files: Files): Promise<string[]> {
  const isChanged = async ([path, text]: [string, string]) => (await textOf(path)) !== text;
  const entries = [...files];
  const changed = await Promise.all(entries.map(isChanged));
  return entries.filter((_, index) => changed[index]).map(([path]) => path);
}

async function leftOver(files: Files): Promise<string[]> {
  const present = await Promise.all(generatedFolders.map(namesIn));
  return present.flat().filter((path) => !files.has(path));
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

/** Undefined where there is no such file. */
export async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
