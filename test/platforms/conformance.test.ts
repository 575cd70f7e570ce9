import { existsSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { registry, validatePlatform, type Platform } from '../../src/connectors/index.ts';
import { specSchema } from '../support/crd-schema.ts';
import { requiredKinds, type Kind, type PlatformCase, type PlatformCases } from './case.ts';
import { hold } from './hold.ts';

const valid = specSchema('platforms');
const passed = new Map<string, Record<string, number>>();

// One after the other: Jest cannot link a module that two imports at once want.
const suites: { platform: Platform; cases: PlatformCases }[] = [];
for (const platform of registry.values()) suites.push({ platform, cases: await casesOf(platform.name) });

describe.each(suites)('$platform.name', ({ platform, cases }) => {
  test('is sound: every expression, template and schema compiles, its hosts are closed', () => {
    expect(validatePlatform(platform.spec)).toEqual([]);
  });

  test('is what the API server takes for a Platform', () => {
    expect(valid(JSON.parse(JSON.stringify(platform.spec))) ? [] : valid.errors).toEqual([]);
  });

  test('has title, description and an example for every field of its forms', () => {
    const { config, methods } = platform.spec;
    const fields = [config, ...methods.map(({ secret }) => secret)].flatMap((schema) =>
      Object.entries((schema?.['properties'] ?? {}) as Record<string, Record<string, unknown>>),
    );

    const bare = fields.filter(([, field]) => ['title', 'description', 'examples'].some((part) => !(part in field)));

    expect(bare.map(([name]) => name)).toEqual([]);
  });

  test('has every kind of case for each of its methods, or no method where it is retired', () => {
    const has = (name: string, wanted: Kind) => cases.some(({ method, kind }) => method === name && kind === wanted);

    // What is on this machine neither keeps anybody waiting nor talks.
    const remote = (platform.spec.hosts ?? []).length > 0;
    const kinds = requiredKinds.filter((kind) => remote || !['timed out', 'unexpected reply'].includes(kind));
    const missing = platform.spec.methods.flatMap(({ name }) =>
      kinds.filter((kind) => !has(name, kind)).map((kind) => `${name}: ${kind}`),
    );

    expect({ missing, retired: platform.spec.methods.length === 0 }).toEqual({
      missing: [],
      retired: platform.spec.retired !== undefined,
    });
  });

  for (const each of cases) {
    // Those that wait for nothing wait together: one after the other they would take a third of the time of all.
    const start = each.kind === 'timed out' ? test.concurrent : test;
    const run = each.lacks === undefined || process.env['CI'] === 'true' ? start : test.skip;
    run(`${each.method}, ${each.kind}: ${each.name}`, async () => {
      if (each.lacks !== undefined) throw new Error(each.lacks);
      await hold(platform, each);

      count(platform, each);
    });
  }
});

async function casesOf(name: string): Promise<PlatformCases> {
  if (!existsSync(new URL(`./${name}.cases.ts`, import.meta.url))) return [];
  const { cases } = (await import(`./${name}.cases.ts`)) as { cases: PlatformCases };
  return cases;
}

function count({ name }: Platform, { method, kind }: PlatformCase): void {
  const row = passed.get(`${name} ${method}`) ?? {};
  row[kind] = (row[kind] ?? 0) + 1;
  passed.set(`${name} ${method}`, row);
}

afterAll(() => {
  const columns = [...requiredKinds, 'reply table'];
  const lines = [...passed].map(([name, row]) => [name, ...columns.map((kind) => String(row[kind] ?? 0))]);
  const table = [['platform and method', ...columns], ...lines];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  const text = table.map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  '));
  const cases = [...passed.values()].flatMap((row) => Object.values(row)).reduce((sum, some) => sum + some, 0);
  const total = `${cases} cases of ${passed.size} ways to sign in`;
  process.stdout.write(`\nCases that passed, by platform, method and kind\n${text.join('\n')}\n${total}\n`);
});
