import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path/posix';

/** TypeScript files by path, with their text. */
export type Sources = ReadonlyMap<string, string>;

export interface Import {
  from: string;
  /** The imported file where it is one of ours, else the package's name. */
  to: string;
  line: number;
}

export async function readSources(root: string): Promise<Sources> {
  const names = await readdir(root, { recursive: true }).catch(() => [] as string[]);
  const paths = names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(root, name));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return new Map(paths.map((path, index) => [path, texts[index] ?? '']));
}

/** `from '…'` of an import or export, a bare `import '…'`, and `import('…')`, at the start of a statement or within it. */
const specifier = /(?:^|[}\s*])from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'/g;

/** Every import of a file, of types as well. */
export function importsOf(path: string, text: string): Import[] {
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*(\/\/|\*|\/\*)/.test(line)) return [];
    return [...line.matchAll(specifier)].map(([, from, bare, dynamic]) => {
      const named = from ?? bare ?? dynamic ?? '';
      const to = named.startsWith('.') ? normalize(join(dirname(path), named)) : named;
      return { from: path, to, line: index + 1 };
    });
  });
}
