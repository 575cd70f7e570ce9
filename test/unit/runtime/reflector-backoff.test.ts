import { expect, it } from '@jest/globals';

import { apiErrorFrom } from '../../../src/runtime/api-error.ts';
import { reflectorBackoffMs } from '../../../src/runtime/reflector-backoff.ts';

const broken = new Error('broken');
const tooMany = apiErrorFrom({ method: 'GET', path: '/api/v1/pods' }, 429, '{}', '4');

it.each([
  [1, 1, broken, 1_000],
  [2, 1, broken, 2_000],
  [3, 1, broken, 4_000],
  [5, 1, broken, 5_000],
  [5_000, 1, broken, 5_000],
  [3, 0, broken, 0],
  [3, 0.25, broken, 1_000],
  [1, 0.5, tooMany, 4_000],
  [6, 0.5, tooMany, 4_000],
])('after %i failures with chance %d waits', (failures, chance, error, expectedMs) => {
  expect(reflectorBackoffMs(failures, error, () => chance)).toBe(expectedMs);
});
