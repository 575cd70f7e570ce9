import type { ConnectionStatus } from '../api/connection.gen.ts';
import type { Connection } from '../api/resources.ts';
import { dayMs, minuteMs } from './attempts.ts';
import type { Counting } from './counted-write.ts';
import type { Credential } from './credential.ts';
import type { Ledger } from './lockout.ts';
import { earlierOf, joined, type Recorded } from './recorded.ts';

/** What operators that run at the same time have sent, by the status that they share with this one. */

type Test = NonNullable<ConnectionStatus['lastTest']>;

/**
 * Counts what others sent. Whatever they found out is no proof of anything, because whoever may write a status could write
 * it; that something was sent only makes this process send less.
 * @param own - the last test of this process
 */
export function learn(ledger: Ledger, there: Connection, { own, now }: { own: Test | undefined; now: number }): void {
  const same = sameCredential(ledger, own, there.status?.lastTest);
  for (const { credential, attempts } of earlierOf(there)) {
    // One with a wrong clock; at the start it counts as of now.
    const told = attempts.filter(({ at }) => at <= now + minuteMs);
    ledger.restore({ credential, attempts: told }, now);
    if (same && credential.id === there.status?.lastTest?.credential)
      ledger.restore({ credential: same, attempts: told }, now);
  }
}

/** Another release has another key, and with it another digest of the same credential: the one of the same spec and Secret. */
function sameCredential(ledger: Ledger, own: Test | undefined, other: Test | undefined): Credential | undefined {
  if (own?.credential === undefined || other?.credential === undefined) return undefined;
  const isSame =
    own.generation === other.generation &&
    own.secret?.uid === other.secret?.uid &&
    own.secret?.resourceVersion === other.secret?.resourceVersion;
  return isSame && own.credential !== other.credential ? ledger.credentialOf(own.credential) : undefined;
}

/** By a ledger, while its attempts are kept in statuses. */
export function counting(ledger: Ledger, isKept: () => boolean, now: () => number): Counting {
  return {
    isKept,
    learn: (there, own) => learn(ledger, there, { own, now: now() }),
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
