import type { ConnectionStatus } from '../api/connection.gen.ts';
import type { Connection } from '../api/resources.ts';
import { dayMs, minuteMs, type Attempt } from './attempts.ts';
import type { Counting } from './counted-write.ts';
import type { Credential } from './credential.ts';
import type { Ledger } from './lockout.ts';
import { earlierOf, joined, type Recorded } from './recorded.ts';

/** What operators that run at the same time have sent, by the status that they share with this one. */

/** What this process tests, or tested last. */
export interface Own {
  credential: Credential;
  inputs: string;
}

/**
 * Counts what others sent. Whatever they found out is no proof of anything, because whoever may write a status could write
 * it; that something was sent only makes this process send less. Another release has another key, and with it another digest
 * of the same credential: that is known by what it was made of.
 */
export function learn(ledger: Ledger, there: Connection, { own, now }: { own: Own | undefined; now: number }): void {
  for (const { credential, attempts, by, inputs } of earlierOf(there)) {
    // One with a wrong clock; at the start it counts as of now.
    const told = attempts.filter(({ at }) => at <= now + minuteMs);
    ledger.restore({ credential, attempts: told, by }, now);
    if (own && own.inputs === inputs && own.credential.id !== credential.id)
      ledger.restore({ ...own, attempts: told, by }, now);
  }
}

/** What this process has sent, or is about to send. */
function ownOf(ledger: Ledger, { attempts }: ConnectionStatus): Own | undefined {
  // What a proxy was shown is of no spec.
  const last = attempts?.findLast(({ sender, inputs }) => sender === ledger.sender && inputs !== undefined);
  const credential = ledger.credentialOf(last?.credential ?? '');
  return credential && last?.inputs !== undefined ? { credential, inputs: last.inputs } : undefined;
}

/** Whether a status says all that is known of a credential. Of more than are kept the first ones are left out. */
function hasAll(written: Recorded = [], { id }: Credential, ledger: Ledger): boolean {
  const timeOf = ({ time = '' }: Recorded[number]) => Date.parse(time);
  const isWritten = ({ at, sender, isIntended }: Attempt) =>
    at < timeOf(written[0] ?? {}) ||
    written.some(
      (one) =>
        one.credential === id &&
        one.sender === sender &&
        timeOf(one) === Math.floor(at / 1000) * 1000 &&
        Boolean(one.intended) === Boolean(isIntended),
    );
  return ledger.attemptsOf({ id }).every(isWritten);
}

/** By a ledger, while its attempts are kept in statuses. */
export function counting(ledger: Ledger, isKept: () => boolean, now: () => number): Counting {
  return {
    isKept,
    learn: (there, status) => {
      const own = ownOf(ledger, status);
      learn(ledger, there, { own, now: now() });
      return !own || hasAll(status.attempts, own.credential, ledger);
    },
    besideOthers: (own, there) => besideOthers(own, withoutImpossible(there, now()), ledger.sender),
  };
}

/** Clocks of two machines differ by less than a day: what is dated later stands for nothing, and would never be over. */
export function withoutImpossible(attempts: Recorded | undefined, now: number): Recorded | undefined {
  const isImpossible = ({ time = '' }: Recorded[number]) => Date.parse(time) > now + dayMs;
  if (!attempts?.some(isImpossible)) return attempts;
  const left = attempts.filter((one) => !isImpossible(one));
  return left.length === 0 ? undefined : left;
}

function besideOthers(own: Recorded = [], there: Recorded = [], sender: string): Recorded | undefined {
  const others = there.filter((one) => one.sender !== sender);
  const mine = own.filter((one) => one.sender === sender);
  return joined(others, mine);
}
