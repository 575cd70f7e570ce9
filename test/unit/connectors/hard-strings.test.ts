import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import type { ConnectionFields } from '../../../src/api/connection.gen.ts';
import { planConnection, registry, type PlanInput } from '../../../src/connectors/index.ts';
import type { Platform } from '../../../src/connectors/platform.ts';
import { hardStrings } from '../../support/hard-strings.ts';
import { secretBytes, testNow } from '../../support/test-context.ts';

/** No input of a tenant may hold the process for longer. It is the time of the thread, so that a busy machine has no part in it. */
const limitMs = 50;
/** Just what the gate lets in, and far more. */
const sizes = [60_000, 1_000_000];
const texts = sizes.flatMap((size) =>
  Object.entries(hardStrings(size)).map(([kind, text]): [string, string] => [`${size} characters, ${kind}`, text]),
);

const root = new URL('../../../', import.meta.url);
const platforms = [...registry.values()].filter(({ spec }) => !spec.retired);
let longest = { ms: 0, of: '' };

interface Example {
  spec: Partial<ConnectionFields['spec']>;
  secret: Record<string, string>;
}

function exampleOf(name: string): Example {
  const documents = parseAllDocuments(readFileSync(new URL(`examples/${name}.yaml`, root), 'utf8'));
  const objects = documents.map(
    (document) => document.toJS() as { spec?: Example['spec']; stringData?: Example['secret'] },
  );
  return { spec: objects.at(-1)?.spec ?? {}, secret: objects[0]?.stringData ?? {} };
}

/** Milliseconds of the thread that planning takes; where it is much, the less of two, as the collection of garbage may be in it. */
function timeOf(input: PlanInput): number {
  const once = (): number => {
    const before = process.threadCpuUsage();
    planConnection(input);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  };
  const first = once();
  return first < limitMs / 2 ? first : Math.min(first, once());
}

function measure(of: string, input: PlanInput): number {
  const ms = timeOf(input);
  if (ms > longest.ms) longest = { ms, of };
  return ms;
}

function* inputsOf(platform: Platform, text: string): Generator<[where: string, input: PlanInput]> {
  const { spec, secret } = exampleOf(platform.name);
  const base = { ...spec, platform, uid: 'uid', now: testNow };
  const methods = platform.spec.methods.filter(({ serviceAccount }) => !serviceAccount);
  const settings = [platform.spec.config, ...methods.map(({ config }) => config)].flatMap((schema) =>
    Object.keys((schema?.['properties'] as object | undefined) ?? {}),
  );
  for (const name of new Set(settings)) {
    const config = { ...spec.config, [name]: text };
    yield [`config.${name}`, { ...base, config, secret: secretBytes(secret) }];
  }
  for (const { name, secret: schema, unpack = [] } of methods) {
    const keys = [
      ...Object.keys((schema?.['properties'] as object | undefined) ?? {}),
      ...unpack.map(({ key }) => key),
    ];
    for (const key of keys) {
      yield [`${name} ${key}`, { ...base, method: name, secret: secretBytes({ ...secret, [key]: text }) }];
    }
  }
}

afterAll(() => console.info(`longest: ${longest.ms.toFixed(1)} ms, ${longest.of}`));

describe.each(platforms.map((platform) => [platform.name, platform] as const))('%s', (_name, platform) => {
  it('takes no setting and no key that stalls the process', () => {
    const slow: string[] = [];
    const { spec, secret } = exampleOf(platform.name);
    // Its schemas are compiled at their first use.
    planConnection({ ...spec, platform, secret: secretBytes(secret), uid: 'uid', now: testNow });

    for (const [kind, text] of texts) {
      for (const [where, input] of inputsOf(platform, text)) {
        const of = `${platform.name} ${where}: ${kind}`;
        if (measure(of, input) > limitMs) slow.push(of);
      }
    }

    expect(slow).toEqual([]);
  });
});

describe('many values', () => {
  const sftp = registry.get('sftp')!;
  const many = (count: number, entry: (index: number) => [string, unknown]) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)));

  it.each<[string, Partial<PlanInput>]>([
    ['a list of numbers', { config: { host: 'h', hostKeys: Array(30_000).fill(1) } }],
    // A Connection that has more is not kept.
    ['unknown settings', { config: many(40_000, (index) => [`k${index}`, 1]) }],
    [
      'as many unknown settings as the gate lets in',
      { config: many(990, (index) => [`${'k'.repeat(50)}${index}`, 1]) },
    ],
    ['one unknown setting with a long name', { config: { host: 'h', ['k'.repeat(60_000)]: 1 } }],
    ['lists within lists', { config: { host: 'h', hostKeys: JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) } }],
    ['keys', { secret: many(100_000, (index) => [`k${index}`, Buffer.from('x')]) as PlanInput['secret'] }],
    ['a large key', { secret: { password: Buffer.alloc(1024 * 1024 - 10, 'x') } }],
    ['files of many parts', { secret: { password: Buffer.from(`{${'"a":1,'.repeat(8000)}"b":1}`) } }],
  ])('%s do not stall the process', (of, input) => {
    expect(measure(of, { platform: sftp, now: testNow, ...input })).toBeLessThan(limitMs);
  });
});
