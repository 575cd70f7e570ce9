import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A package's folder, from the path of a file in it. */
const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const licenceFile = /^(licen[cs]e|copying|notice)/i;

export interface BundledPackage {
  name: string;
  version: string;
  license?: string;
  /** Its licence files. */
  texts: string[];
}

/** The packages that files come from, by name. @throws for a package without any licence */
export async function packagesOf(paths: Iterable<string>): Promise<BundledPackage[]> {
  const folders = new Set([...paths].flatMap((path) => folder.exec(path)?.[0] ?? []));
  return Promise.all([...folders].toSorted().map(packageIn));
}

/** Name, version and licence text of each package. */
export function licenceText(packages: readonly BundledPackage[]): string {
  const parts = packages.map(({ name, version, license, texts }) =>
    [`${name} ${version} (${license ?? 'see below'})`, ...texts].join('\n\n'),
  );
  return parts.map((part) => `${part}\n`).join(`\n${'-'.repeat(80)}\n\n`);
}

async function packageIn(path: string): Promise<BundledPackage> {
  const { name, version, license } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const files = (await readdir(path)).filter((file) => licenceFile.test(file)).toSorted();
  if (license === undefined && files.length === 0) throw new Error(`${name} has no licence`);
  const texts = await Promise.all(files.map((file) => readFile(join(path, file), 'utf8')));
  return { name, version, ...(license && { license }), texts: texts.map((text) => text.trim()) };
}
