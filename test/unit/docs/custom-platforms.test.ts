import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import type { PlatformSpec } from '../../../src/api/platform.gen.ts';
import { explainResponse, planConnection, validatePlatform } from '../../../src/connectors/index.ts';
import { shown } from '../../../src/cli/explain/print.ts';
import { readRecorded } from '../../../src/cli/explain/recorded.ts';
import { ownFunctions } from '../../../src/connectors/language/functions.ts';
import { limits } from '../../../src/connectors/language/limits.ts';
import { outcomes } from '../../../src/connectors/language/outcomes.ts';
import { pipes } from '../../../src/connectors/language/pipes.ts';
import { sizes } from '../../../src/connectors/language/sizes.ts';
import { specSchema } from '../../support/crd-schema.ts';

/** docs/custom-platforms.md: whatever it shows is what the operator takes, and whatever it says is refused is refused so. */
const text = await readFile('docs/custom-platforms.md', 'utf8');

const isValid = specSchema('platforms');

type Block = { kind?: string; spec?: PlatformSpec } & Partial<PlatformSpec>;

const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(
  ([, yaml = '']) => parseAllDocuments(yaml)[0]!.toJS() as Block,
);
const whole = blocks.flatMap(({ kind, spec }) => (kind === 'Platform' && spec ? [spec] : []));
const [first, complete] = whole as [PlatformSpec, PlatformSpec];
/** A block without a kind is a part of a spec, and replaces that of the first Platform. */
const parts = blocks.filter(({ kind }) => kind === undefined).map((part): PlatformSpec => ({ ...first, ...part }));
const specs = [...whole, ...parts];

it('shows two whole Platforms, and parts of many', () => {
  expect(whole).toHaveLength(2);
  expect(parts.length).toBeGreaterThan(10);
});

it.each(specs.map((spec, index) => [index + 1, spec] as const))('example %i is accepted', (_index, spec) => {
  expect(isValid(spec) ? [] : isValid.errors).toEqual([]);
  expect(validatePlatform(spec)).toEqual([]);
});

const files = await readdir('examples/platforms');

it.each(files)('examples/platforms/%s is accepted', async (file) => {
  const { spec } = parse(await readFile(`examples/platforms/${file}`, 'utf8')) as Required<Block>;
  expect(isValid(spec) ? [] : isValid.errors).toEqual([]);
  expect(validatePlatform(spec)).toEqual([]);
});

it('shows Platforms that a Connection can use as the text says', () => {
  const secret = { apiKey: Buffer.from('k'.repeat(20)) };
  const plan = (spec: PlatformSpec, config = {}) =>
    planConnection({ platform: { name: 'acme-archive', spec }, config, secret, now: 0 });

  expect(plan(first)).toMatchObject({ plan: { hosts: ['archive.example.com'] } });
  expect(plan(complete, { url: 'https://archive.example.com' })).toMatchObject({
    plan: { hosts: ['archive.example.com:443'] },
  });
});

it('shows a Secret and a Connection that belong together', () => {
  const [, yaml = ''] = /^```yaml\n(apiVersion: v1\n[\s\S]*?)^```/m.exec(text) ?? [];
  const [secret, connection] = parseAllDocuments(yaml).map((document) => document.toJS() as unknown);
  const isConnection = specSchema('connections');

  expect(isConnection((connection as { spec: object }).spec) ? [] : isConnection.errors).toEqual([]);
  expect(connection).toMatchObject({ spec: { platform: 'acme-archive', secretRef: { name: 'archive' } } });
  expect(secret).toMatchObject({ metadata: { name: 'archive' }, stringData: { apiKey: expect.any(String) } });
});

describe('a mistake', () => {
  const [, listed = ''] = /^```text\n([\s\S]*?)^```/m.exec(text) ?? [];
  const mistakes = listed
    .trim()
    .split('\n\n')
    .map((pair) => pair.split('\n').map((line) => line.trim()) as [string, string]);

  it('of each kind that is common', () => expect(mistakes.length).toBeGreaterThan(15));

  it.each(mistakes)('%s', (mistake, message) => {
    const problems = validatePlatform(withMistake(mistake));

    expect(problems.map((problem) => problem.message)[0]).toBe(message);
  });
});

it('shows what `connection explain` prints', async () => {
  const [, response = ''] = /^```http\n([\s\S]*?)^```/m.exec(text) ?? [];
  const [, printed = ''] = /^\$ connection explain .*\n([\s\S]*?)^```/m.exec(text) ?? [];

  const explanation = await explainResponse({
    platform: { name: 'acme-archive', spec: complete },
    response: readRecorded(response),
    now: 0,
  });

  expect(shown(explanation)).toBe(printed);
});

/** The complete Platform with `PATH: VALUE` in it. */
function withMistake(mistake: string): PlatformSpec {
  const [, path = '', value = ''] = /^(\S+): (.*)$/.exec(mistake) ?? [];
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  const spec = structuredClone(complete);
  const parent = keys.slice(0, -1).reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], spec);
  (parent as Record<string, unknown>)[keys.at(-1)!] = parse(value);
  return spec;
}

it('names everything that the language has', () => {
  const functions = ownFunctions.map(({ name }) => `${name}(`);
  const wanted = ['has(', 'filled(', 'orElse(', ...functions, ...outcomes, ...pipes.map((pipe) => `|${pipe}`)];

  expect(wanted.filter((word) => !text.includes(word))).toEqual([]);
});

it('names the limits as they are', () => {
  const { define, tables, methods, hosts, entries, rows, steps, requests, platform } = sizes;
  const [, table = ''] = /^## Limits\n([\s\S]*?)^## /m.exec(text) ?? [];
  const wanted = [
    `${limits.expression} characters, ${limits.depth} levels`,
    `${limits.template.toLocaleString('en')} characters`,
    `${define}, ${tables}, ${methods}, ${hosts}`,
    `| ${rows} `,
    `${steps}, ${requests}`,
    `\`query\` … | ${entries} `,
    `${platform / 1024} KiB`,
  ];

  expect(wanted.filter((limit) => !table.includes(limit))).toEqual([]);
});
