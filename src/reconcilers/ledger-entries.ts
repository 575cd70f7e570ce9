import { isReason, isRefusal } from '../api/reasons.ts';
import type { Verdict } from '../connectors/index.ts';
import type { Attempt } from './attempts.ts';
import { valuesOf, type Credential } from './credential.ts';
import { LedgerEntry, mostRunning } from './ledger-entry.ts';

/** With more than these, what says nothing any more is dropped. */
const mostEntries = 10_000;
/** Of those that wait for a test of the same credential to end. */
const wakenAtOnce = 4;

/** Credentials that were sent, and which of them show the same values to one account. */
export class LedgerEntries {
  readonly #byId = new Map<string, LedgerEntry>();
  readonly #byValues = new Map<string, Set<LedgerEntry>>();

  get(id: string): LedgerEntry | undefined {
    return this.#byId.get(id);
  }

  all(): Iterable<LedgerEntry> {
    return this.#byId.values();
  }

  of(credential: Credential): LedgerEntry {
    const known = this.#byId.get(credential.id);
    // A status says of a good one what it is, not whose.
    if (known?.credential.account === '') known.credential = credential;
    if (known) return known;
    const entry = new LedgerEntry(credential);
    this.#byId.set(credential.id, entry);
    this.#byValues.set(valuesOf(credential), this.#sameValues(entry).add(entry));
    return entry;
  }

  /** Whether it has to wait for a test that is under way, of it or of its values with other settings. */
  isBusy(entry: LedgerEntry): boolean {
    if (entry.isBusy || entry.isGood) return entry.isBusy;
    const others = this.#others(entry);
    const running = others.reduce((sum, one) => sum + (one.isGood ? 0 : one.running), 0);
    return running >= (others.some((one) => one.isGood) ? mostRunning.good : mostRunning.unknown);
  }

  /**
   * Its attempts, and those of its values with other settings since they were accepted, in order. What the same Connection
   * has sent with other settings is not counted: somebody corrects them.
   */
  counted(entry: LedgerEntry, by: string): readonly Attempt[] {
    const others = this.#others(entry);
    const goodAt = Math.max(...others.map((one) => one.goodAt ?? -Infinity));
    const foreign = others.flatMap(({ attempts }) => attempts.filter((one) => one.by !== by && one.at > goodAt));
    return [...entry.attempts, ...foreign].toSorted((one, other) => one.at - other.at);
  }

  /** An attempt of it has ended. That values are refused which were good says so of all that have them. */
  close(
    entry: LedgerEntry,
    attempt: Attempt,
    { verdict, by }: { verdict: Verdict | undefined; by: string },
  ): Attempt | undefined {
    const wasGood = entry.isGood;
    const closed = entry.close(attempt, verdict, by);
    if (wasGood && !entry.isGood && isRefused(verdict))
      for (const one of this.#sameValues(entry)) one.revoke(entry.told);
    return closed;
  }

  /** Whoever waits for it, or for its values with other settings. */
  wake(entry: LedgerEntry): void {
    let left = wakenAtOnce;
    for (const one of this.#sameValues(entry)) left -= one.wake(left);
  }

  isFull({ id }: Credential): boolean {
    return this.#byId.size >= mostEntries && !this.#byId.has(id);
  }

  drop(now: number): void {
    for (const [id, entry] of this.#byId) {
      if (!entry.isOver(now)) continue;
      this.#byId.delete(id);
      const same = this.#sameValues(entry);
      same.delete(entry);
      if (same.size === 0) this.#byValues.delete(valuesOf(entry.credential));
    }
  }

  #others(entry: LedgerEntry): LedgerEntry[] {
    return [...this.#sameValues(entry)].filter((one) => one !== entry);
  }

  #sameValues({ credential }: LedgerEntry): Set<LedgerEntry> {
    return this.#byValues.get(valuesOf(credential)) ?? new Set();
  }
}

function isRefused(verdict: Verdict | undefined): boolean {
  return verdict?.outcome === 'failed' && isReason(verdict.reason) && isRefusal(verdict.reason);
}
