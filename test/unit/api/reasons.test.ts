import { expect, it } from '@jest/globals';
import { messageOf, type ReasonDetail } from '../../../src/api/reasons.ts';

it.each(['ServiceUnavailable', 'AccessRefused'] as const)('names what %s is about', (reason) => {
  expect(messageOf(reason, { about: 'files:22 closes the connection' })).toContain(
    ': files:22 closes the connection. ',
  );
});

it.each<[string, ReasonDetail, string]>([
  ['a setting', { about: 'spec.config.host is missing' }, 'The configuration is invalid: spec.config.host is missing.'],
  [
    'no setting',
    { causes: ['the workspace is restricted'] },
    'The configuration is invalid: the workspace is restricted.',
  ],
  ['a remedy of the platform', { fix: 'Turn the API on.' }, 'The configuration is invalid. Turn the API on.'],
])('InvalidConfiguration that is about %s has a remedy that fits, or none', (_name, detail, message) => {
  expect(messageOf('InvalidConfiguration', detail)).toBe(message);
});

it.each<[string, string, RegExp]>([
  ['Accepted', 'PermissionDenied', /^Signed in, but the account lacks permission: read\./],
  ['NotAccepted', 'PermissionDenied', /^The account lacks permission: read\./],
  ['NotAccepted', 'UnexpectedReply', /neither accepted nor rejected/],
])('says of a credential that is %s what is so (%s)', (credential, reason, message) => {
  expect(messageOf(reason as 'PermissionDenied', { about: 'read', credential })).toMatch(message);
});

it('does not say of an accepted credential that it was neither accepted nor rejected', () => {
  expect(messageOf('UnexpectedReply', { credential: 'Accepted' })).not.toMatch(/neither/);
});
