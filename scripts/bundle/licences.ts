import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A package's folder, from the path of a file in it. */
const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const licenceFile = /^(licen[cs]e|copying|notice)/i;

/** Name, version and licence text of each package that files come from. @throws for a package without any licence */
export async function licencesOf(paths: Iterable<string>): Promise<string> {
  const folders = new Set([...paths].flatMap((path) => folder.exec(path)?.[0] ?? []));
  const texts = await Promise.all([...folders].toSorted().map(licenceOf));
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenceOf(path: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const files = (await readdir(path)).filter((file) => licenceFile.test(file)).toSorted();
  if (license === undefined && files.length === 0) throw new Error(`${name} has no licence`);
  const texts = await Promise.all(files.map((file) => readFile(join(path, file), 'utf8')));
  return [`${name} ${version} (${license ?? 'see below'})`, ...texts.map((text) => text.trim())].join('\n\n') + '\n';
}
