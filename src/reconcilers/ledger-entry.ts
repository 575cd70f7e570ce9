import type { Verdict } from '../connectors/index.ts';
import { allowedAt, countsUntil, endingOf, withoutEnded, type Attempt } from './attempts.ts';
import type { Credential } from './credential.ts';

/** Tests of one credential at the same time: were it refused meanwhile, each of them would count. */
export const mostRunning = { good: 2, unknown: 1 };

/** What is known of a credential by what it was answered. */
export interface Told {
  verdict: Verdict;
  /** `namespace/name` of the Connection that found it out. */
  by: string;
}

/** One credential: what was sent of it, and what is under way. */
export class LedgerEntry {
  credential: Credential;
  /** What was sent and not accepted, in order; what is sent now is entered already. */
  attempts: Attempt[] = [];
  /** When it was accepted last; attempts before that are over. */
  goodAt: number | undefined;
  told: Told | undefined;
  running = 0;
  readonly waiting = new Map<string, () => void>();

  constructor(credential: Credential) {
    this.credential = credential;
  }

  get isGood(): boolean {
    return this.goodAt !== undefined;
  }

  get isBusy(): boolean {
    return this.running >= (this.isGood ? mostRunning.good : mostRunning.unknown);
  }

  /** From when on it may be sent again. All that a good one has are attempts that are still open. */
  allowedAt(now: number): number {
    return this.isGood ? 0 : allowedAt(this.attempts, now);
  }

  /** Its values were refused that another entry has, and that were good there, too. */
  revoke(told: Told | undefined): void {
    if (!this.isGood) return;
    this.goodAt = undefined;
    this.told = told;
  }

  /** Takes over an attempt of another process. */
  restore(attempt: Attempt): void {
    if (!this.attempts.some((one) => isSame(one, attempt))) this.attempts.push(attempt);
    this.attempts = withoutEnded(this.attempts).toSorted((one, other) => one.at - other.at);
  }

  /** @returns the attempt as it ended, where it counts. */
  close(attempt: Attempt, verdict: Verdict | undefined, by: string): Attempt | undefined {
    const ending = endingOf(verdict);
    // Silence says nothing of a credential that is known to be good.
    if (ending === undefined || (ending === 'Unanswered' && this.isGood)) {
      this.attempts = this.attempts.filter((one) => one !== attempt);
      return undefined;
    }
    attempt.ending = ending;
    // Another test that was accepted meanwhile has emptied the list.
    if (!this.attempts.includes(attempt)) this.attempts.push(attempt);
    if (verdict) this.told = { verdict, by };
    if (ending === 'Refused') this.goodAt = undefined;
    return attempt;
  }

  accept(at: number): void {
    this.goodAt = at;
    this.attempts = [];
    this.told = undefined;
  }

  /** @returns how many it has woken. */
  wake(most: number): number {
    const woken = [...this.waiting].slice(0, most);
    for (const [key, wake] of woken) {
      this.waiting.delete(key);
      wake();
    }
    return woken.length;
  }

  /** Whether it says nothing any more. Of a credential that was not accepted nothing is dropped within the day. */
  isOver(now: number): boolean {
    return this.running === 0 && this.waiting.size === 0 && this.attempts.every((one) => countsUntil(one) <= now);
  }
}

function isSame(one: Attempt, other: Attempt): boolean {
  return one.at === other.at && one.sender === other.sender && Boolean(one.isIntended) === Boolean(other.isIntended);
}
