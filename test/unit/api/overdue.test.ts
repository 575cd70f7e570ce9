import { expect, it } from '@jest/globals';
import { overdueFrom, statusRefreshMs } from '../../../src/api/overdue.ts';
import { readSettings } from '../../../src/settings.ts';

const at = (minutes: number) => new Date(Date.parse('2026-06-01T12:00:00Z') + minutes * 60_000).toISOString();

it('knows the refresh that the operator has by default', () => {
  expect(readSettings([], {}).statusRefreshMs).toBe(statusRefreshMs);
});

it.each([
  ['is tested often', { nextTestTime: at(5), lastTest: { time: at(0) } }, at(60)],
  ['is tested seldom', { nextTestTime: at(90), lastTest: { time: at(0) } }, at(90)],
  ['was never tested', { nextTestTime: at(5) }, at(5)],
])('tells when a status is too old, of one that %s', (_case, status, from) => {
  expect(new Date(overdueFrom(status, statusRefreshMs)).toISOString()).toBe(from);
});

it('says nothing of one that no test is due of', () => {
  expect(overdueFrom({ lastTest: { time: at(0) } }, statusRefreshMs)).toBeNaN();
});
