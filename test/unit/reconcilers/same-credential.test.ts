import { expect, it } from '@jest/globals';
import type { Verdict } from '../../../src/connectors/index.ts';
import { Ledger } from '../../../src/reconcilers/lockout.ts';

const credential = { namespace: 'team', account: 'account', id: 'digest' };
const now = Date.parse('2026-01-01T00:00:00Z');
const refused: Verdict = { outcome: 'failed', reason: 'CredentialsRejected', credential: 'NotAccepted', checks: [] };
const keys = Array.from({ length: 12 }, (_, index) => `team/c-${index}`);

/** All ask at once; whoever is woken asks again. @returns who was told that it waits for nothing any more, in order */
function answered(ledger: Ledger): string[] {
  const told: string[] = [];
  const due = [...keys];
  const ask = (key: string): void => {
    const answer = ledger.ask(credential, { key, now: () => now, requested: false, wake: () => due.push(key) });
    if (answer.kind === 'held') told.push(key);
    if (answer.kind === 'go') {
      answer.sent();
      // The others ask while it is under way.
      queued = () => answer.end(refused, key);
    }
  };
  let queued = (): unknown => undefined;
  for (const key of due.splice(0)) ask(key);
  queued();
  while (due.length > 0) for (const key of due.splice(0)) ask(key);
  return told;
}

it('tells each of many Connections with one credential as soon as it is refused', () => {
  expect(answered(new Ledger()).toSorted()).toEqual(keys.slice(1).toSorted());
});
