import { expect, it } from '@jest/globals';
import {
  driverSourcesOf,
  driversOf,
  reasonsOfDriver,
  sourcesOf,
  unverifiedIn,
} from '../../../../scripts/generate/sources.ts';
import { bearer, platformSpec } from './spec.ts';

it('reads the folder of a platform, and what it shares with others', async () => {
  const sources = await sourcesOf({ name: 'google-cloud-storage', spec: platformSpec() });

  expect(sources[0]).toContain('export const googleCloudStorage');
  expect(sources.some((text) => text.includes('export function workloadIdentity'))).toBe(true);
});

it('finds what was not verified, a comment of several lines as one', () => {
  const text = '// unverified: that a\n  // and b.\nconst x = 1; // Unverified: c\n// unverified: c\n';

  expect(unverifiedIn([text])).toEqual(['that a and b.', 'c']);
});

it('reads the driver of a method, and drivers that it builds on', async () => {
  const spec = platformSpec({ methods: [bearer, { ...bearer, name: 'hmac', driver: 'google-storage-xml' }] });

  expect(driversOf(spec)).toEqual(['http', 'google-storage-xml']);
  expect((await driverSourcesOf(spec)).some((text) => text.includes('wrongRegion'))).toBe(true);
  expect(await reasonsOfDriver('google-storage-xml')).toContain('WrongRegion');
  expect(await driverSourcesOf(platformSpec())).toEqual([]);
});
