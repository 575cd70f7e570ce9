import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import { specSchema } from '../support/crd-schema.ts';

const specs = 'src/connectors/platforms';
const tests = 'test/platforms';
const ids = [...registry.keys()];
/** Compiled once for all: that takes longer than most cases of a platform. */
const valid = specSchema('platforms');

it.each(ids)('%s has a spec, a test of its cases, an example and a page', (id) => {
  const wanted = [`${specs}/${id}/platform.ts`, `${tests}/${id}/${id}.test.ts`, `docs/platforms/${id}.md`];
  // There is nothing to connect to any more.
  if (!registry.get(id)?.spec.retired) wanted.push(`examples/${id}.yaml`);

  expect(wanted.filter((path) => !existsSync(path))).toEqual([]);
});

it.each([
  [specs, ['shared']],
  // Recalled facts, and rows of cases, are of several platforms; every response is damaged in one place.
  [tests, ['shared', 'recalled', 'rows', 'damaged']],
])('%s has no folder of a platform that is not built in', (folder, others) => {
  expect(foldersOf(folder).filter((name) => !ids.includes(name) && !others.includes(name))).toEqual([]);
});

it.each([...registry])('%s is what the API server takes for a Platform', (_id, { spec }) => {
  expect(valid(JSON.parse(JSON.stringify(spec))) ? [] : valid.errors).toEqual([]);
});

it('the registry is in alphabetical order', () => {
  expect(ids).toEqual(ids.toSorted());
});

it.each(ids)('%s: what could not be confirmed is said on its page', (id) => {
  const source = sourcesIn(`${specs}/${id}`).join('\n');
  const page = readFileSync(`docs/platforms/${id}.md`, 'utf8');

  if (/\/\/ unverified:/.test(source)) expect(page).toMatch(/^## Not verified$/m);
});

/** `trap:` rows of the cases: responses that mislead whoever believes the status alone. */
it('has rows for a dozen traps and more', () => {
  const traps = ids.flatMap((id) =>
    sourcesIn(`${tests}/${id}`).flatMap((source) => [...source.matchAll(/['"`]trap: ([^'"`]+)/g)]),
  );

  process.stderr.write(`${traps.length} traps\n`);
  expect(traps.length).toBeGreaterThanOrEqual(12);
});

/** Git keeps no empty folder, but a working tree does. */
function foldersOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(`${folder}/${entry.name}`).length > 0)
    .map(({ name }) => name);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(`${folder}/${path}`, 'utf8'));
}
