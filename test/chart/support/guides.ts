import { globSync, readFileSync } from 'node:fs';

/** A command of a page, and whether it stands in a block or in a sentence. */
export interface Command {
  text: string;
  place: 'block' | 'sentence';
}

/** Pages that people wrote; those that are generated have one command, which docs/concepts.md has too. */
export const pages: readonly string[] = globSync('docs/**/*.md')
  .filter((path) => !/^docs\/(adr|platforms|reasons)\//.test(path))
  .filter((path) => !readFileSync(path, 'utf8').startsWith('<!-- Generated'))
  .concat('README.md', 'SECURITY.md', 'examples/quickstart/README.md')
  .toSorted();

/** Stands above a block whose commands cannot be run here, with what runs them, or why nothing does. */
const mark = /<!-- not run by the tests of the guides: [^\n]+ -->\n+$/;

/** What a page has of commands that are to be run: blocks without a mark, and whole commands in sentences. */
export function commandsOf(page: string): Command[] {
  const text = readFileSync(page, 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```/gm)];
  const run = blocks.filter(({ index }) => !mark.test(text.slice(0, index)));
  const sentences = text.replaceAll(/^```[^]*?^```/gm, '');
  const spans = [...sentences.matchAll(/`((?:kubectl|helm|connection) [^`\n]+)`/g)].map(([, span = '']) => span);
  return [
    ...run.flatMap(([, block = '']) => linesOf(block)).map((line) => ({ text: line, place: 'block' as const })),
    ...spans.filter(isWhole).map((span) => ({ text: span, place: 'sentence' as const })),
  ];
}

function linesOf(block: string): string[] {
  const lines = block
    .replaceAll(/\\\n\s*/g, '')
    .trim()
    .split('\n');
  return lines.map((line) => line.replace(/\s+# .*$/, '')).filter((line) => line !== '');
}

/** `kubectl apply` names a command, and does not say what to type. */
function isWhole(span: string): boolean {
  const words = span
    .split(' ')
    .slice(1)
    .filter((word) => !word.startsWith('-'));
  return words.length >= 2 && !/…|\[|-f$/.test(span);
}
