import { describe, expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import type { Verdict } from '../../../src/connectors/index.ts';
import { admitted } from '../../../src/reconcilers/admission.ts';
import { dayMs, minuteMs } from '../../../src/reconcilers/attempts.ts';
import { Ledger, type Answer, type Permit } from '../../../src/reconcilers/lockout.ts';
import { earlierOf, recorded, type Recorded } from '../../../src/reconcilers/recorded.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const credential = { namespace: 'team', account: 'account', id: 'digest' };
const start = Date.parse('2026-01-01T00:00:00Z');
const refused: Verdict = {
  outcome: 'failed',
  reason: 'CredentialsRejected',
  credential: 'NotAccepted',
  checks: [{ name: 'Authenticated', result: 'Failed', reason: 'CredentialsRejected' }],
};

function asked(ledger: Ledger, now: number, isSuspect = false): Answer {
  return ledger.ask(credential, { key: 'team/c', now: () => now, requested: false, wake: () => {}, isSuspect });
}

function permitted(ledger: Ledger, now: number, isSuspect = false): Permit {
  const answer = asked(ledger, now, isSuspect);
  if (answer.kind !== 'go') throw new Error(`not permitted: ${answer.kind}`);
  return answer;
}

function signIn(ledger: Ledger, now: number): Recorded | undefined {
  const permit = permitted(ledger, now);
  permit.sent();
  permit.end(refused, 'team/c');
  return recorded(undefined, { credential, known: ledger.attemptsOf(credential), now });
}

function holding(attempts: Recorded | undefined): Connection {
  const metadata = { namespace: 'team', name: 'c', uid: 'u' };
  return { metadata, spec: { platform: 'sftp' }, status: { attempts } } as Connection;
}

function told(ledger: Ledger, attempts: Recorded | undefined, now: number): void {
  for (const earlier of earlierOf(holding(attempts))) ledger.restore(earlier, now);
}

/** What a process writes before it sends, and then is killed. */
function intention(ledger: Ledger, before: Recorded | undefined, now: number): Recorded | undefined {
  return recorded(before, { credential, known: permitted(ledger, now, true).intent ?? [], now });
}

describe('a credential that processes which were killed may have sent', () => {
  const attempts = intention(new Ledger(), undefined, start);

  it('is held by what they may have sent', () => {
    const ledger = new Ledger();

    told(ledger, attempts, start + 5000);

    expect(attempts).toHaveLength(2);
    expect(asked(ledger, start + 5000)).toMatchObject({
      kind: 'held',
      until: start + dayMs,
      why: 'intended',
    });
  });

  it('is not said to have been sent', () => {
    const ledger = new Ledger();
    const clock = new FakeClock(start + 5000);
    told(ledger, attempts, clock.now());

    const wanted = { connection: holding(attempts), cause: 'first' as const, credential, isSuspect: true };
    const admission = admitted(wanted, { ledger, clock, again: () => {} });

    expect(admission).toMatchObject({ kind: 'held', verdict: { outcome: 'inconclusive', reason: 'TestDelayed' } });
    expect(JSON.stringify(admission)).toMatch(/may have been sent .* what it was answered is not known/);
  });

  it('is said to have been sent where one of them said so', () => {
    const ledger = new Ledger();
    const first = signIn(new Ledger(), start);
    const other = new Ledger();
    told(other, first, start);

    told(ledger, intention(other, first, start + 2 * minuteMs), start + 3 * minuteMs);

    expect(asked(ledger, start + 3 * minuteMs)).toMatchObject({ kind: 'held', why: 'sent' });
  });
});

it('holds a credential for a day from when a process that was killed may have sent it last, not from its intention', () => {
  const intended = start + 2 * minuteMs;
  const first = signIn(new Ledger(), start);
  const killed = new Ledger();
  told(killed, first, intended);
  const attempts = intention(killed, first, intended);
  const ledger = new Ledger();
  told(ledger, attempts, start + dayMs - minuteMs);
  signIn(ledger, start + dayMs);

  // It was written slowly, and sent after that.
  const sent = intended + 8000;
  expect(asked(ledger, sent + dayMs - 1000)).toMatchObject({ kind: 'held' });
  expect(asked(ledger, sent + dayMs + 10 * minuteMs).kind).toBe('go');
});

describe('another operator', () => {
  // The end is dated by the second that follows, the intention by the second that has begun.
  it.each([0, 300, 999])('counts a sign-in once that it saw begin and end, %d ms into a second', (ms) => {
    const [one, other] = [new Ledger(), new Ledger()];
    const first = signIn(one, start + ms);
    const later = start + 2 * minuteMs + ms;
    const permit = permitted(one, later);
    told(other, recorded(first, { credential, known: permit.intent ?? [], now: later }), later);

    permit.sent();
    permit.end(refused, 'team/c');
    told(other, recorded(first, { credential, known: one.attemptsOf(credential), now: later }), later + 1000);

    expect(other.attemptsOf(credential)).toEqual(one.attemptsOf(credential));
    expect(other.attemptsOf(credential)).toHaveLength(2);
  });

  it('still counts the intention of one that was killed', () => {
    const [one, other] = [new Ledger(), new Ledger()];
    const first = signIn(one, start);
    const later = start + 2 * minuteMs;
    told(other, recorded(first, { credential, known: permitted(one, later).intent ?? [], now: later }), later);

    expect(asked(other, later + minuteMs).kind).toBe('held');
  });

  it('still counts what a process before that one may have sent', () => {
    const [one, other] = [new Ledger(), new Ledger()];
    const permit = permitted(one, start, true);
    permit.sent();
    permit.end(refused, 'team/c');

    told(other, recorded(undefined, { credential, known: one.attemptsOf(credential), now: start }), start + 1000);

    expect(other.attemptsOf(credential)).toHaveLength(2);
    expect(asked(other, start + 2 * minuteMs).kind).toBe('held');
  });
});
