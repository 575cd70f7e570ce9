import { expect, it } from '@jest/globals';
import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path/posix';

const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
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
