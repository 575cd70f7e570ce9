import { expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { registry } from '../../src/connectors/index.ts';
import { walk } from '../../src/connectors/language/walk.ts';

const platforms = [...registry.values()];

it.each(platforms)('$name has no expression that a person could not read', ({ spec }) => {
  const long = [...walk(spec)].filter(({ kind, value }) => kind === 'expression' && value.length > 200);

  expect(long.map(({ path }) => path)).toEqual([]);
});

// The numbers of Microsoft Entra, which seven platforms have, are 5 KB of each.
it('the platforms are small enough to be shown: each below 26 KB as YAML, all below 640 KB', () => {
  const sizes = platforms.map(({ name, spec }) => ({ name, bytes: Buffer.byteLength(stringify(spec)) }));

  expect(sizes.filter(({ bytes }) => bytes >= 26_000)).toEqual([]);
  expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(640_000);
});
