import { expect, it } from '@jest/globals';
import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path/posix';

const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'charts/connection-operator/README.md',
  'examples/quickstart/README.md',
  ...(await readdir('docs', { recursive: true })).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];
const texts = new Map<string, string>();
for (const page of pages) texts.set(page, await readFile(page, 'utf8').catch(() => ''));

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .replace(/[`*]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

/** Links to files of this repository, without those in code. */
function linksIn(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to).filter((to) => !/^[a-z]+:/.test(to));
}

async function isBroken(page: string, link: string): Promise<boolean> {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  const missing = await access(target).then(
    () => false,
    () => true,
  );
  return missing || (anchor !== undefined && !anchorsIn(texts.get(target) ?? '').includes(anchor));
}

it.each(pages)('%s links only to what is there', async (page) => {
  const links = linksIn(texts.get(page) ?? '');
  const broken = await Promise.all(links.map(async (link) => ((await isBroken(page, link)) ? [link] : [])));

  expect(broken.flat()).toEqual([]);
});

it('finds a link that leads nowhere', async () => {
  expect(await isBroken('docs/README.md', 'nowhere.md')).toBe(true);
  expect(await isBroken('docs/README.md', 'concepts.md#nowhere')).toBe(true);
  expect(await isBroken('docs/README.md', 'concepts.md#security')).toBe(false);
});

const roots = ['bench', 'charts', 'crds', 'dev', 'docs', 'examples', 'quickstart', 'scripts', 'src', 'test'];

/** Files that prose and commands name by their path: `test/cluster/judges`, `-f examples/quickstart`. */
function pathsIn(text: string): string[] {
  const code = text.matchAll(/```(?:sh|console)\n([^]*?)```|`([^`\n]+)`/g);
  const words = [...code].flatMap(([, block, span]) => (block ?? span ?? '').split(/[\s,;'"]+/));
  return words
    .map((word) => word.replace(/[.:/]$|#.*$/, ''))
    .filter((word) => roots.some((root) => word.startsWith(`${root}/`)) && /^[\w./-]+$/.test(word));
}

/** Tests are named as Jest takes them: by the beginning of a name. */
async function isThere(path: string): Promise<boolean> {
  const folder = dirname(path);
  const name = path.slice(folder.length + 1);
  const names = await readdir(folder).catch(() => []);
  return names.some((entry) => entry === name || (folder.startsWith('test') && entry.startsWith(name)));
}

it.each(pages)('%s names only files that are there', async (page) => {
  const paths = pathsIn(texts.get(page) ?? '');
  const missing = await Promise.all(paths.map(async (path) => ((await isThere(path)) ? [] : [path])));

  expect(missing.flat()).toEqual([]);
});

it('finds a file that is not there', async () => {
  expect(pathsIn('`test/cluster/judges`, or\n```sh\nnpx x -f examples/quickstart\n```')).toEqual([
    'test/cluster/judges',
    'examples/quickstart',
  ]);
  expect(await isThere('test/cluster/jury')).toBe(false);
  expect(await isThere('test/cluster/judges')).toBe(true);
  expect(await isThere('src/main')).toBe(false);
});

const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };

it.each(pages)('%s names only scripts that are there', (page) => {
  const named = [...(texts.get(page) ?? '').matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)/g)].map(([, name = '']) => name);

  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

it('the list of pages has every page', () => {
  const listed = new Set(linksIn(texts.get('docs/README.md') ?? '').map((link) => `docs/${link.split('#')[0]}`));
  const top = pages.filter((page) => /^docs\/[^/]+\.md$/.test(page) && page !== 'docs/README.md');

  expect(top.filter((page) => !listed.has(page))).toEqual([]);
});
