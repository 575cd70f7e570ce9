import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import { httpPlatforms, otherPlatforms } from './catalogue.ts';

const all = [...httpPlatforms, ...otherPlatforms];

it.each(all)('%s has platform, cases, example and page', (id) => {
  const platform = registry.get(id);
  const wanted = [`src/connectors/platforms/${id}.ts`, `test/platforms/${id}.cases.ts`, `docs/platforms/${id}.md`];
  // There is nothing to connect to any more.
  if (!platform?.spec.retired) wanted.push(`examples/${id}.yaml`);

  expect(platform).toBeDefined();
  expect(wanted.filter((path) => !existsSync(path))).toEqual([]);
});

it('names every platform that is built in', () => {
  expect([...registry.keys()].filter((id) => !all.includes(id))).toEqual([]);
});

it('keeps the registry in alphabetical order', () => {
  expect([...registry.keys()]).toEqual([...registry.keys()].toSorted());
});

it.each(all)('%s: what could not be confirmed is said on its page', (id) => {
  const source = readFileSync(`src/connectors/platforms/${id}.ts`, 'utf8');
  const page = readFileSync(`docs/platforms/${id}.md`, 'utf8');

  if (/\/\/ unverified:/.test(source)) expect(page).toMatch(/^## Not verified$/m);
});

/** `trap:` rows of the case tables: answers that mislead whoever believes the status alone. */
it('has rows for a dozen traps and more', () => {
  const traps = all.flatMap((id) => {
    const tables = [`test/platforms/${id}.cases.ts`, `test/platforms/rows/${id}.ts`].filter((path) => existsSync(path));
    return tables.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/['"`]trap: ([^'"`]+)/g)]);
  });

  process.stderr.write(`${traps.length} traps\n`);
  expect(traps.length).toBeGreaterThanOrEqual(12);
});
