import { describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../../src/connectors/index.ts';
import { dayMs, minuteMs } from '../../../src/reconcilers/attempts.ts';
import { Ledger, type Answer } from '../../../src/reconcilers/lockout.ts';

/** What the ledger holds back, for how long and why, with nothing around it. */
const start = Date.parse('2026-01-01T00:00:00Z');
const checks: Verdict['checks'] = [];
const refused: Verdict = { outcome: 'failed', reason: 'CredentialsRejected', credential: 'NotAccepted', checks };
const accepted = { outcome: 'connected', credential: 'Accepted', account: {}, access: {}, checks } as Verdict;
const values = 'values-of-16-byt';
const one = { namespace: 'team', account: 'account', id: `${values}settings` };
/** The same values, for instance for another tenant. */
const other = { ...one, id: `${values}another!` };

interface Wish {
  credential?: typeof one;
  key?: string;
  requested?: boolean;
}

function ask(ledger: Ledger, at: number, { credential = one, key = 'team/c', requested = false }: Wish = {}): Answer {
  return ledger.ask(credential, { key, now: () => at, requested, wake: () => {} });
}

function signIn(ledger: Ledger, at: number, verdict: Verdict, wish: Wish = {}): void {
  const answer = ask(ledger, at, wish);
  if (answer.kind !== 'go') throw new Error(`not permitted: ${answer.kind}`);
  answer.sent();
  answer.end(verdict, wish.key ?? 'team/c');
}

function refusedAt(...times: number[]): Ledger {
  const ledger = new Ledger();
  for (const at of times) signIn(ledger, at, refused);
  return ledger;
}

describe('a credential that was refused', () => {
  it('once is held for a minute, and twice for a day from the first time', () => {
    const ledger = refusedAt(start);
    const told = { verdict: refused, by: 'team/c' };
    expect(ask(ledger, start + 1000)).toEqual({ kind: 'held', until: start + minuteMs, why: 'sent', told });

    signIn(ledger, start + minuteMs, refused);

    expect(ask(ledger, start + dayMs - 1000)).toEqual({ kind: 'held', until: start + dayMs, why: 'sent', told });
    expect(ask(ledger, start + dayMs).kind).toBe('go');
  });

  it('is sent for a request ten minutes after it was sent last', () => {
    const ledger = refusedAt(start, start + minuteMs);
    const requested = { requested: true };

    expect(ask(ledger, start + 11 * minuteMs - 1000, requested).kind).toBe('held');
    expect(ask(ledger, start + 11 * minuteMs, requested).kind).toBe('go');
  });

  it('is sent by one at a time', () => {
    const ledger = new Ledger();
    expect(ask(ledger, start).kind).toBe('go');
    expect(ask(ledger, start, { key: 'team/d' }).kind).toBe('busy');
    expect(ask(ledger, start, { key: 'team/d', credential: other }).kind).toBe('busy');
  });
});

describe('its values with other settings', () => {
  const later = start + 2 * minuteMs;

  it('are held for another Connection, without the verdict of the first', () => {
    const ledger = refusedAt(start, start + minuteMs);
    const held = { kind: 'held', until: start + dayMs, why: 'values', told: undefined };

    expect(ask(ledger, later, { credential: other, key: 'team/d' })).toEqual(held);
  });

  it('are not held for the Connection whose settings are corrected', () => {
    expect(ask(refusedAt(start, start + minuteMs), later, { credential: other }).kind).toBe('go');
  });

  it('are not held once they were accepted', () => {
    const ledger = refusedAt(start, start + minuteMs);
    signIn(ledger, later, accepted, { credential: other });

    expect(ask(ledger, later, { credential: { ...one, id: `${values}a-third!` }, key: 'team/e' }).kind).toBe('go');
  });

  it('have the verdict where they were good, too, as when a password was changed', () => {
    const ledger = new Ledger();
    signIn(ledger, start, accepted);
    signIn(ledger, start, accepted, { credential: other, key: 'team/d' });
    for (const at of [later, later + minuteMs]) signIn(ledger, at, refused);

    const answer = ask(ledger, later + 2 * minuteMs, { credential: other, key: 'team/d' });
    expect(answer).toMatchObject({ kind: 'held', until: later + dayMs, told: { verdict: refused, by: 'team/c' } });
  });

  it('stay good where only settings that never were are refused', () => {
    const ledger = new Ledger();
    signIn(ledger, start, accepted);
    for (const at of [later, later + minuteMs]) signIn(ledger, at, refused, { credential: other, key: 'team/d' });

    expect(ask(ledger, later + 2 * minuteMs).kind).toBe('go');
  });
});
