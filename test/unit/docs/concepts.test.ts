import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { planConnection, registry, type Verdict } from '../../../src/connectors/index.ts';
import { decided } from '../../../src/reconcilers/status-conditions.ts';
import type { TestResult } from '../../../src/reconcilers/result.ts';
import { nextTestDelayMs } from '../../../src/reconcilers/schedule.ts';
import { secretBytes } from '../../support/test-context.ts';

const text = await readFile('docs/concepts.md', 'utf8');
const minutes = (count: number) => count * 60_000;

it('shows a message that names what is wrong with the input', () => {
  const planned = planConnection({
    platform: registry.get('webdav')!,
    config: { url: 'https://files.example.com', ulr: 'https://files.example.com' },
    secret: secretBytes({ username: 'scanner', pasword: 'hunter2' }),
    now: 0,
  });
  const verdict = 'verdict' in planned ? planned.verdict : undefined;

  const [connected] = decided({ verdict } as unknown as TestResult, 'finance-dav');

  expect(text).toContain(connected?.message);
});

const refused: Verdict = { outcome: 'failed', reason: 'TargetNotFound', credential: 'NotAccepted', checks: [] };
const strange: Verdict = { outcome: 'inconclusive', reason: 'UnexpectedReply', credential: 'NotAccepted', checks: [] };
const silent: Verdict = { outcome: 'inconclusive', reason: 'TimedOut', credential: 'NotAccepted', checks: [] };

it.each([
  ['a refusal', refused, 1, false, minutes(30)],
  ['a second refusal', refused, 2, false, minutes(24 * 60)],
  ['a response that is not understood', strange, 1, false, minutes(30)],
  ['a second one', strange, 2, false, minutes(60)],
  ['a tenth one', strange, 10, false, minutes(24 * 60)],
  ['silence', silent, 1, false, 8000],
  ['silence, the second time', silent, 2, false, 16_000],
  ['silence, the third time', silent, 3, false, minutes(60)],
  ['silence, with a credential that was accepted', silent, 3, true, 32_000],
])('says how long a credential is held after %s', (_what, verdict, times, knownGood, wantedMs) => {
  const counts = { failures: times, inconclusive: verdict.outcome === 'inconclusive' ? times : 0 };

  const delay = nextTestDelayMs({ verdict, intervalMs: minutes(1), ...counts, knownGood, random: 0 });

  expect(delay).toBe(wantedMs);
});

it('has the numbers of the lockout', () => {
  const [, section = ''] = /^### Lockout\n([\s\S]*?)^## /m.exec(text) ?? [];

  expect(section).toMatch(
    /after 30 minutes[\s\S]*after a day[\s\S]*twice as long each time[\s\S]*three times[\s\S]*once an hour/,
  );
});
