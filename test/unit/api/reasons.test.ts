import { expect, it } from '@jest/globals';
import { messageOf } from '../../../src/api/reasons.ts';

it.each(['ServiceUnavailable', 'AccessRefused'] as const)('names what %s is about', (reason) => {
  expect(messageOf(reason, { about: 'files:22 closes the connection' })).toContain(
    ': files:22 closes the connection. ',
  );
});

it.each([
  ['host is missing', 'The configuration is wrong: host is missing. Correct spec.config.'],
  [
    'spec.method is "x", it must be one of a, b',
    'The configuration is wrong: spec.method is "x", it must be one of a, b.',
  ],
  ['Secret: sasToken is not valid yet', 'The configuration is wrong: Secret: sasToken is not valid yet.'],
])('points to spec.config unless it is said where %s', (about, message) => {
  expect(messageOf('InvalidConfiguration', { about })).toBe(message);
});
