import { readFile } from 'node:fs/promises';
import { isMap, parseDocument, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { GeneratedFile } from './files.ts';
import { code, generatedNote, markdown, table } from './markdown.ts';

const folder = 'charts/connection-operator';
const intro = [
  'The operator tests platform credentials and keeps them tested. [Install](../../docs/install.md) says how, with the rights of each width; [versions](../../docs/versions.md) which Kubernetes and Helm.',
  'A value that cannot be right, or that does not exist, is refused before anything is installed (`values.schema.json`).',
];

/** The chart's README: each value, with its default and the comment above it. */
export async function chartReadme(): Promise<GeneratedFile[]> {
  const { contents } = parseDocument(await readFile(`${folder}/values.yaml`, 'utf8'));
  if (!isMap(contents)) throw new Error(`${folder}/values.yaml is not a map`);
  // What stands above the first value is of the file, up to an empty line.
  const rows = rowsOf(contents, '', contents.commentBefore?.split('\n\n').at(-1));
  const head = ['Value', 'Default', 'What it is'];
  const parts = [generatedNote, '# connection-operator', ...intro, '## Values', table(head, rows)];
  return [await markdown(`${folder}/README.md`, parts)];
}

/** @param first - the comment above its first value, which belongs to the map */
function rowsOf(map: YAMLMap, prefix: string, first?: string | null): string[][] {
  return map.items.flatMap((pair, index) => {
    const { key, value } = pair as Pair<Scalar<string>>;
    const path = `${prefix}${key.value}`;
    const comment = key.commentBefore ?? (index === 0 ? first : undefined);
    if (!isMap(value) || value.flow || value.items.length === 0)
      return [[code(path), code(JSON.stringify((value as Scalar | YAMLMap).toJSON())), textOf(comment)]];
    const own = comment ? [[code(path), '', textOf(comment)]] : [];
    return [...own, ...rowsOf(value, `${path}.`, value.commentBefore)];
  });
}

/** Lines that are set in from the others are an example. */
function textOf(comment: string | null | undefined): string {
  const lines = (comment ?? '').split('\n').map((line) => line.replace(/^ /, ''));
  const words = lines.map((line) => (/^ {2,}/.test(line) ? code(line.trim()) : line.trim()));
  return words.filter((line) => line !== '').join(' ');
}
