import { expect, it } from '@jest/globals';
import { limitsSection } from '../../../../scripts/generate/platform/limits.ts';
import { permissionsSection } from '../../../../scripts/generate/platform/permissions.ts';
import type { PlatformSpec } from '../../../../src/connectors/platform.ts';
import { bearer, platformSpec } from './spec.ts';

const request = { url: 'https://{{host}}/x' };
const step = { request };
const probe = { when: 'gov', create: step, read: step, overwrite: step, remove: step };
const refused = '`requires.proof: Probe` is refused with InvalidConfiguration.';

it.each<[string, Partial<PlatformSpec>, string]>([
  [
    'grants of a step',
    { access: [{ ...step, when: 'gov', facts: { grants: { read: 'json.r', write: 'code' } } }] },
    '| `GET https://example.com/x`, if `cloud` is `gov` | `json.r` | `json.code` |  |  |',
  ],
  ['no grants', {}, 'The platform does not report permissions: `status.access` has `NotTestable`.'],
  ['no probe', {}, refused],
  ['a probe', { probe }, '- **Overwrite**: `GET https://example.com/x`'],
  ['the condition of a probe', { probe }, 'It is refused with InvalidConfiguration unless `cloud` is `gov`.'],
  ['a driver that cannot probe', { driver: 'nfs' }, refused],
  ['a driver that can', { driver: 'sftp' }, 'With `requires.proof: Probe` each test creates'],
  [
    'a method whose driver can',
    { methods: [bearer, { ...bearer, name: 'hmac', driver: 's3' }] },
    '`requires.proof: Probe` works only with method `hmac`.',
  ],
])('describes %s', (_what, changes, text) => {
  expect(permissionsSection(platformSpec(changes))).toContain(text);
});

const signed = [{ name: 'jwt', sign: { key: '{{secret.k}}', certificate: '{{secret.c}}', claims: {} } }];

it.each<[string, Partial<PlatformSpec>, string]>([
  ['a certificate', { methods: [{ ...bearer, signIn: signed }] }, 'With method `bearer`, the end of the certificate'],
  ['a reported end', { access: [{ ...step, facts: { expiry: 'json.end' } }] }, 'if the platform reports it'],
  ['a budget', { budget: { callsPerDay: 500, tokensPerHour: 10 } }, 'at most every 6 minutes'],
  ['a budget of hosts', { budget: { perHost: { concurrency: 2, perSecond: 5 } } }, '2 at a time and 5 a second'],
  ['a driver that reads the end', { driver: 'ftp' }, 'if it has one that the driver can read'],
])('tells the limits of %s', (_what, changes, text) => {
  expect(limitsSection(platformSpec(changes), ['expiresAt'])).toContain(text);
});

it('has no section of limits if nothing is known', () => {
  expect(limitsSection(platformSpec(), [])).toBeUndefined();
});
