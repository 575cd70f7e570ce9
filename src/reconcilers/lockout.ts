import { randomBytes } from 'node:crypto';
import type { Verdict } from '../connectors/index.ts';
import {
  allowedAt,
  countsUntil,
  isOnlyIntended,
  minuteMs,
  valueAllowedAt,
  type Asking,
  type Attempt,
} from './attempts.ts';
import type { Credential } from './credential.ts';
import { LedgerEntries } from './ledger-entries.ts';
import type { LedgerEntry, Told } from './ledger-entry.ts';
import { isOfProxy, ProxySignIns } from './proxy-sign-ins.ts';
import { RefusedValues } from './refused-values.ts';

/** What an earlier process may have done. */
export interface Earlier {
  credential: Credential;
  attempts: readonly Attempt[];
  /** `namespace/name` of the Connection whose status says so. */
  by?: string | undefined;
  /** When it was accepted last, as far as that is known. */
  goodAt?: number;
}

/** An answer that lets a test send its credential. It has to be ended, whatever happens. */
export interface Permit {
  kind: 'go';
  /** What a status has to say of its attempts before it goes out; undefined where nothing has. */
  intent?: readonly Attempt[] | undefined;
  /** The credential is about to go out. */
  sent(): void;
  /** @returns the attempt that it was, where it counts. */
  end(verdict: Verdict | undefined, by: string): Attempt | undefined;
}

export type Answer =
  | Permit
  /** Another test of the same credential is under way; `wake` is called when it has ended. */
  | { kind: 'busy' }
  | Held;

/** It must not be sent before `until`. */
interface Held {
  kind: 'held';
  until: number;
  why: Hold;
  told: Told | undefined;
}

/**
 * What holds a credential: it was sent, it may have been sent by a process that is gone, its values were sent with other
 * settings, others of its account were refused.
 */
export type Hold = 'sent' | 'intended' | 'values' | 'account';

interface AskingForCredential extends Asking {
  /** An earlier process may have sent it, and not lived to say so. */
  isSuspect?: boolean;
}

/**
 * Whether a credential may be sent at all: one memory for all Connections, by what is sent and where. An attempt is entered
 * before the credential goes out, and closed by what happened; what is not proved to be accepted counts.
 */
export class Ledger {
  readonly #entries = new LedgerEntries();
  readonly #refused = new RefusedValues();
  readonly proxies: ProxySignIns;
  readonly #sender: string;

  /** @param sender - what attempts of this process are known by: no other process has it */
  constructor(sender = randomBytes(6).toString('base64url')) {
    this.#sender = sender;
    this.proxies = new ProxySignIns(sender);
  }

  ask(credential: Credential, asking: AskingForCredential): Answer {
    const { key, now, requested, wake, isSuspect = false } = asking;
    const entry = this.#entryOf(credential, now());
    entry.waiting.delete(key);
    if (this.#entries.isBusy(entry)) {
      entry.waiting.set(key, wake);
      return { kind: 'busy' };
    }
    const counted = this.#entries.counted(entry, key);
    const until = entry.isGood ? 0 : allowedAt(counted, now(), requested);
    if (until > now()) return this.#heldBack(entry, { until, why: whyOf(entry, counted, now()), told: entry.told });
    const isNew = entry.attempts.length === 0 && !entry.isGood;
    const accountUntil = isNew ? valueAllowedAt(this.#refused.times(credential, now()), now()) : 0;
    if (accountUntil > now()) return this.#heldBack(entry, { until: accountUntil, why: 'account', told: undefined });
    if (isNew && isSuspect) entry.attempts.push(supposed(now(), key));
    entry.running += 1;
    return this.#permit(entry, asking, counted.length > 0 || entry.attempts.length > 0);
  }

  /** Takes over what another process recorded, an earlier one or one that runs at the same time. */
  restore({ credential, attempts, by, goodAt }: Earlier, now: number): void {
    const counted = attempts
      .filter((one) => one.sender !== this.#sender && countsUntil(one) > now)
      // One that was dated by a wrong clock must not hold for years.
      .map((one) => ({ ...one, at: one.at > now + minuteMs ? now : one.at, by }));
    if (isOfProxy(credential)) return this.proxies.restore(credential, counted, now);
    const entry = this.#entryOf(credential, now);
    for (const attempt of counted.filter(({ at }) => at > (entry.goodAt ?? -Infinity))) {
      entry.restore(attempt);
      if (attempt.ending === 'Refused') this.#refused.enter(credential, attempt.at);
    }
    if (entry.attempts.length === 0 && goodAt !== undefined) entry.goodAt ??= goodAt;
  }

  /** What was sent and not accepted. */
  attemptsOf({ id }: Pick<Credential, 'id'>): readonly Attempt[] {
    return this.#entries.get(id)?.attempts ?? [];
  }

  /** The credential of a digest, if it is known. */
  credentialOf(id: string): Credential | undefined {
    return this.#entries.get(id)?.credential;
  }

  /** What attempts of this process are known by. */
  get sender(): string {
    return this.#sender;
  }

  /** From when on it may be sent again without being asked for. */
  allowedAt({ id }: Credential, now: number): number {
    return this.#entries.get(id)?.allowedAt(now) ?? 0;
  }

  /** How many credentials are not to be sent now. */
  heldCount(now: number): number {
    let held = 0;
    for (const entry of this.#entries.all()) if (entry.running === 0 && entry.allowedAt(now) > now) held += 1;
    return held;
  }

  /** @param isUnproved - it, or its values with other settings, was sent before and not accepted */
  #permit(entry: LedgerEntry, { key, now }: Asking, isUnproved: boolean): Permit {
    let open: Attempt | undefined;
    let isEnded = false;
    const next = { ...this.#attempt(seconds(now()), key), isIntended: true };
    return {
      kind: 'go',
      intent: isUnproved && !entry.isGood ? [...entry.attempts, next] : undefined,
      sent: () => {
        if (open || isEnded) return;
        open = this.#attempt(secondAfter(now()), key);
        entry.attempts.push(open);
      },
      end: (verdict, by) => {
        if (isEnded) return undefined;
        isEnded = true;
        entry.running -= 1;
        const attempt = open && this.#entries.close(entry, open, { verdict, by });
        if (attempt?.ending === 'Refused') this.#refused.enter(entry.credential, attempt.at);
        if (verdict?.credential === 'Accepted') this.#accept(entry, now());
        this.#entries.wake(entry);
        return attempt;
      },
    };
  }

  #attempt(at: number, by: string): Attempt {
    return { at, ending: 'Refused', sender: this.#sender, by };
  }

  #accept(entry: LedgerEntry, now: number): void {
    entry.accept(seconds(now));
    // A sign-in that is accepted begins the count of its account anew, as it does on the servers that lock accounts.
    this.#refused.forget(entry.credential);
  }

  #entryOf(credential: Credential, now: number): LedgerEntry {
    if (this.#entries.isFull(credential)) {
      this.#entries.drop(now);
      this.#refused.drop(now);
    }
    return this.#entries.of(credential);
  }

  /** Whoever else waits has no test to wait for: this one makes none. */
  #heldBack(entry: LedgerEntry, how: Omit<Held, 'kind'>): Held {
    this.#entries.wake(entry);
    return { kind: 'held', ...how };
  }
}

function whyOf(entry: LedgerEntry, counted: readonly Attempt[], now: number): Hold {
  if (isOnlyIntended(counted, now)) return 'intended';
  return entry.attempts.length === 0 && !entry.told ? 'values' : 'sent';
}

/** What a process that is gone may have sent, until just now. */
function supposed(now: number, by: string): Attempt {
  return { at: seconds(now), ending: 'Refused', isIntended: true, by };
}

/** A status has whole seconds; with one before it 24 hours would be over too early. */
function secondAfter(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
