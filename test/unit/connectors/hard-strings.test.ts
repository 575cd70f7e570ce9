import { afterAll, describe, expect, it } from '@jest/globals';
import { planConnection, registry, type PlanInput } from '../../../src/connectors/index.ts';
import { exampleOf, inputsOf } from '../../support/hard-inputs.ts';
import { hardStrings } from '../../support/hard-strings.ts';
import { secretBytes, testNow } from '../../support/test-context.ts';

/** No input of a tenant may hold the process for longer. It is the time of the thread, so that a busy machine has no part in it. */
const limitMs = 50;
/** Just what the gate lets in, and far more. */
const sizes = [60_000, 1_000_000];
const texts = sizes.flatMap((size) =>
  Object.entries(hardStrings(size)).map(([kind, text]): [string, string] => [`${size} characters, ${kind}`, text]),
);

const platforms = [...registry.values()].filter(({ spec }) => !spec.retired);
let longest = { ms: 0, of: '' };

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
