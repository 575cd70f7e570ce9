import { afterAll, describe, expect, test } from '@jest/globals';
import { registry, validatePlatform, type Platform } from '../../src/connectors/index.ts';
import { requiredKinds, type Kind, type PlatformCase, type PlatformCases } from './case.ts';
import { hold } from './hold.ts';

/**
 * Holds a built-in platform to the same kinds of case as every other one.
 * @example conformance('slack', cases);
 */
export function conformance(name: string, cases: PlatformCases): void {
  const platform = registry.get(name);
  if (!platform) throw new Error(`there is no platform ${name}`);
  const passed = new Map<string, Map<string, number>>();

  describe(name, () => {
    describeItself(platform, cases);
    for (const each of cases) holdCase(platform, each, passed);
  });

  afterAll(() => {
    process.stdout.write(tableOf(passed));
  });
}

function describeItself(platform: Platform, cases: PlatformCases): void {
  const { spec } = platform;

  test('is sound: every expression, template and schema compiles, its hosts are closed', () => {
    expect(validatePlatform(spec)).toEqual([]);
  });

  test('has title, description and an example for every field of its forms', () => {
    const fields = [spec.config, ...spec.methods.map(({ secret }) => secret)].flatMap((schema) =>
      Object.entries((schema?.['properties'] ?? {}) as Record<string, Record<string, unknown>>),
    );

    const bare = fields.filter(([, field]) => ['title', 'description', 'examples'].some((part) => !(part in field)));

    expect(bare.map(([field]) => field)).toEqual([]);
  });

  test('has every kind of case for each of its methods, or no method where it is retired', () => {
    const has = (name: string, wanted: Kind) => cases.some(({ method, kind }) => method === name && kind === wanted);

    // What is on this machine neither keeps anybody waiting nor talks.
    const remote = (spec.hosts ?? []).length > 0;
    const kinds = requiredKinds.filter((kind) => remote || !['timed out', 'unexpected reply'].includes(kind));
    const missing = spec.methods.flatMap((method) =>
      kinds.filter((kind) => !has(method.name, kind)).map((kind) => `${method.name}: ${kind}`),
    );

    expect({ missing, retired: spec.methods.length === 0 }).toEqual({
      missing: [],
      retired: spec.retired !== undefined,
    });
  });
}

function holdCase(platform: Platform, each: PlatformCase, passed: Map<string, Map<string, number>>): void {
  // Those that wait for nothing wait together: one after the other they would take a third of the time of all.
  const start = each.kind === 'timed out' ? test.concurrent : test;
  const run = each.lacks === undefined || process.env['CI'] === 'true' ? start : test.skip;
  run(`${each.method}, ${each.kind}: ${each.name}`, async () => {
    if (each.lacks !== undefined) throw new Error(each.lacks);
    await hold(platform, each);

    const counts = passed.get(each.method) ?? new Map<string, number>();
    passed.set(each.method, counts.set(each.kind, (counts.get(each.kind) ?? 0) + 1));
  });
}

function tableOf(passed: ReadonlyMap<string, ReadonlyMap<string, number>>): string {
  const columns = [...requiredKinds, 'reply table'];
  const lines = [...passed].map(([method, counts]) => [
    method,
    ...columns.map((kind) => String(counts.get(kind) ?? 0)),
  ]);
  const table = [['cases that passed', ...columns], ...lines];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  const text = table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return `\n${text.join('\n')}\n`;
}
