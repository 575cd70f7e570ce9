import { expect, it } from '@jest/globals';
import { askedVersion, cacheKey, goModFor, pinnedCacheKey } from '../../../dev/control-plane/go-modules.ts';

it.each([
  ['1.35.4', 'v1.35.4'],
  ['v1.34.2', 'v1.34.2'],
  ['', undefined],
  [undefined, undefined],
])('KUBERNETES_VERSION=%s asks for %s', (text, wanted) => {
  expect(askedVersion(text)).toBe(wanted);
});

it.each(['1.35', 'latest', '1.35.4-rc.0'])('KUBERNETES_VERSION=%s is none', (text) => {
  expect(() => askedVersion(text)).toThrow('such as 1.35.4');
});

it('builds another version with the staging modules of that version', () => {
  const text = goModFor('v1.35.4');
  const replaced = [...text.matchAll(/^\t(\S+) => (\S+) (\S+)$/gm)].map(([, from, to, version]) => [from, to, version]);

  expect(text).toContain('require k8s.io/kubernetes v1.35.4\n');
  expect(replaced.length).toBeGreaterThan(25);
  expect(replaced.filter(([from, to, version]) => from !== to || version !== 'v0.35.4')).toEqual([]);
});

it('keeps each version in a folder of its own', () => {
  const keys = [pinnedCacheKey(), cacheKey('v1.35.4'), cacheKey('v1.34.2')];

  expect(keys.slice(1).map((key) => key.split('-')[0])).toEqual(['v1.35.4', 'v1.34.2']);
  expect(new Set(keys.map((key) => key.split('-')[1])).size).toBe(3);
});
