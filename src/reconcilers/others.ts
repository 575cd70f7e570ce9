import type { ConnectionStatus } from '../api/connection.gen.ts';
import type { Connection } from '../api/resources.ts';
import { dayMs, minuteMs } from './attempts.ts';
import type { Counting } from './counted-write.ts';
import type { Credential } from './credential.ts';
import type { Ledger } from './lockout.ts';
import { earlierOf, joined, type Recorded } from './recorded.ts';
import { rememberedDigest } from './tested-inputs.ts';

/** What operators that run at the same time have sent, by the status that they share with this one. */

type Test = NonNullable<ConnectionStatus['lastTest']>;

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
  for (const { credential, attempts, inputs } of earlierOf(there)) {
    // One with a wrong clock; at the start it counts as of now.
    const told = attempts.filter(({ at }) => at <= now + minuteMs);
    ledger.restore({ credential, attempts: told }, now);
    if (own && own.inputs === inputs && own.credential.id !== credential.id)
      ledger.restore({ ...own, attempts: told }, now);
  }
}

/** By the last test of this process, as far as that was of the spec that is there. */
function ownOf(ledger: Ledger, there: Connection, test: Test | undefined): Own | undefined {
  const credential = test?.credential === undefined ? undefined : ledger.credentialOf(test.credential);
  if (!test || !credential || test.generation !== there.metadata.generation) return undefined;
  return { credential, inputs: rememberedDigest(there, test) };
}

/** By a ledger, while its attempts are kept in statuses. */
export function counting(ledger: Ledger, isKept: () => boolean, now: () => number): Counting {
  return {
    isKept,
    learn: (there, test) => learn(ledger, there, { own: ownOf(ledger, there, test), now: now() }),
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
