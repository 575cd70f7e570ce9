import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { closeMatrix, matrix, openMatrix } from '../../support/matrix.ts';

const ofTheRun = process.env['TEST_MATRIX'];

beforeEach(openMatrix);
afterEach(() => {
  if (ofTheRun === undefined) delete process.env['TEST_MATRIX'];
  else process.env['TEST_MATRIX'] = ofTheRun;
});

it('prints server × case, and the cases that only one server has', () => {
  matrix('OpenSSH', 'right');
  matrix('OpenSSH', 'right');
  matrix('OpenSSH', 'second host key');
  matrix('Samba', 'wrong password');

  const [, head, ssh, samba, total] = closeMatrix()?.split('\n') ?? [];

  expect(head).toMatch(/^server +right +wrong password .* one login a test +others$/);
  expect(ssh).toMatch(/^OpenSSH +2 +- .* - +1$/);
  expect(samba).toMatch(/^Samba +- +1 .* - +0$/);
  expect(total).toBe('4 cases of 2 servers');
});

it('prints nothing where no real server was asked', () => {
  expect(closeMatrix()).toBeUndefined();
});
