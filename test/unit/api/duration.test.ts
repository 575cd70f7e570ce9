import { expect, it } from '@jest/globals';
import { durationMs } from '../../../src/api/duration.ts';

it.each([
  ['0s', 0],
  ['250ms', 250],
  ['1.5m', 90_000],
  ['1h30m', 5_400_000],
])('%s is %d ms, however often it is asked', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
  expect(durationMs(text)).toBe(ms);
});

it('reads each of a thousand right', () => {
  for (let count = 0; count < 1000; count += 1) expect(durationMs(`${count}s`)).toBe(count * 1000);
});

it.each(['', '1', '1d', '-1s', '1h ', 's'])('%p is none, the second time too', (text) => {
  for (let time = 0; time < 2; time += 1) expect(() => durationMs(text)).toThrow(`"${text}" is not a duration`);
});
