import { describe, expect, it } from '@jest/globals';
import { sentencesOf } from '../../../../src/api/problems.ts';
import { tooLarge } from '../../../../src/api/too-large.ts';
import { planConnection, registry } from '../../../../src/connectors/index.ts';
import { testNow } from '../../../support/test-context.ts';

const sftp = registry.get('sftp')!;
const text = (length: number) => 'a'.repeat(length);
const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));

function refusalOf(config: Record<string, unknown>, secret: Record<string, string> = { username: 'u', password: 'p' }) {
  const bytes = Object.fromEntries(Object.entries(secret).map(([key, value]) => [key, Buffer.from(value)]));
  const planned = planConnection({ platform: sftp, config, secret: bytes, now: testNow });
  if ('plan' in planned) return 'none';
  const { reason, problems = [] } = planned.verdict;
  return `${reason}: ${sentencesOf(problems, 's')}`;
}

describe('settings that are too large are refused by name, before anything is matched', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['one text', { host: text(65_536) }, 'spec.config.host is too large: at most 64 KiB'],
    ['two texts', { host: text(40_000), path: text(40_000) }, 'spec.config is too large: at most 64 KiB'],
    ['bytes, not characters', { host: 'é'.repeat(40_000) }, 'spec.config is too large: at most 64 KiB'],
    ['a list', { host: 'h', hostKeys: Array(1001).fill('') }, 'spec.config.hostKeys has more than 1000 values'],
    ['many settings', numbered(1001), 'spec.config has more than 1000 values'],
    [
      'lists within lists',
      { host: 'h', hostKeys: JSON.parse('['.repeat(40) + ']'.repeat(40)) },
      'spec.config.hostKeys has lists and objects within one another, more than 16 deep',
    ],
    ['what was too large to be kept', { ...tooLarge }, 'spec.config is too large: at most 64 KiB'],
    ['a long name', { [text(70_000)]: 1 }, `spec.config is too large: at most 64 KiB`],
  ])('%s', (_name, config, problem) => {
    expect(refusalOf(config)).toBe(`InvalidConfiguration: ${problem}`);
  });
});

describe('a Secret that is too large is refused by the name of its key', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'a value',
      { username: 'u', password: text(65_537) },
      'SecretInvalid: key `password` of Secret `s` must have at most 65536 characters',
    ],
    ['all of it', { username: 'u', other: text(1024 * 1024) }, 'SecretInvalid: Secret `s` is too large: at most 1 MiB'],
  ])('%s', (_name, secret, refusal) => {
    expect(refusalOf({ host: 'h' }, secret)).toBe(refusal);
  });

  it('finds the keys of the platform among any number of others', () => {
    const others = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, 'x']));

    expect(refusalOf({ host: 'h' }, { ...others, username: 'u', password: 'p' })).toBe('none');
  });

  it('leaves alone a large value that the platform does not take', () => {
    expect(refusalOf({ host: 'h' }, { username: 'u', password: 'p', keystore: text(500_000) })).toBe('none');
  });
});

it('works out at most twenty problems, and cuts the names in them', () => {
  const config = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${text(500)}${index}`, 1]));

  const planned = planConnection({ platform: sftp, config, secret: {}, now: testNow });

  const problems = 'verdict' in planned ? (planned.verdict.problems ?? []) : [];
  expect(problems.filter(({ at }) => at.startsWith('spec.config.aaa')).length).toBeLessThanOrEqual(20);
  expect(Math.max(...problems.map(({ at }) => at.length))).toBeLessThan(250);
});
