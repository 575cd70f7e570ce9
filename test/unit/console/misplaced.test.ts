import { expect, it } from '@jest/globals';
import { misplaced } from '../../../src/console/app/misplaced.ts';
import type { Row } from '../../../src/console/contract.ts';

const rowsOf = (names: string) => names.split('').map((key) => ({ key }) as Row);

it.each([
  ['abcdefg', 'abcdefg', 0],
  ['abcdefg', 'gabcdef', 1],
  ['gabcdef', 'abcdefg', 1],
  ['abcdefg', 'bacdegf', 2],
  ['abc', 'cba', 2],
  ['', '', 0],
])('counts the rows that have to move: %s to %s', (shown, sorted, count) => {
  expect(misplaced(rowsOf(shown), rowsOf(sorted))).toBe(count);
});
