import { randomBytes } from 'node:crypto';
import type { Verdict } from '../connectors/index.ts';
import { allowedAt, dayMs, endingOf, minuteMs, valueAllowedAt, withoutEnded, type Attempt } from './attempts.ts';
import type { Credential } from './credential.ts';
import { RefusedValues } from './refused-values.ts';

/** Tests of one credential at the same time: were it refused meanwhile, each of them would count. */
const mostRunning = { good: 2, unknown: 1 };
/** With more than these, what says nothing any more is dropped. */
const mostEntries = 10_000;
/** Of those that wait for a test of the same credential to end. */
const wakenAtOnce = 4;

/** What is known of a credential by what it was answered. */
export interface Told {
  verdict: Verdict;
  /** `namespace/name` of the Connection that found it out. */
  by: string;
}

interface Entry {
  credential: Credential;
  attempts: Attempt[];
  /** When it was accepted last; attempts before that are over. */
  goodAt: number | undefined;
  running: number;
  told?: Told | undefined;
  waiting: Map<string, () => void>;
}

/** What an earlier process may have done. */
export interface Earlier {
  credential: Credential;
  attempts: readonly Attempt[];
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
  /** It must not be sent before `until`. */
  | { kind: 'held'; until: number; why: Hold; told: Told | undefined };

/** What holds a credential: it was sent, it may have been sent by a process that is gone, others of its account were refused. */
export type Hold = 'sent' | 'intended' | 'account';

interface Asking {
  key: string;
  now: () => number;
  /** A person asks for it, by annotation. */
  requested: boolean;
  wake: () => void;
  /** An earlier process may have sent it, and not lived to say so. */
  isSuspect?: boolean;
}

/**
 * Whether a credential may be sent at all: one memory for all Connections, by what is sent and where. An attempt is entered
 * before the credential goes out, and closed by what happened; what is not proved to be accepted counts.
 */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly #refused = new RefusedValues();
  readonly #sender: string;

  /** @param sender - what attempts of this process are known by: no other process has it */
  constructor(sender = randomBytes(6).toString('base64url')) {
    this.#sender = sender;
  }

  ask(credential: Credential, { key, now, requested, wake, isSuspect = false }: Asking): Answer {
    const entry = this.#entryOf(credential, now());
    entry.waiting.delete(key);
    if (entry.running >= (isGood(entry) ? mostRunning.good : mostRunning.unknown)) {
      entry.waiting.set(key, wake);
      return { kind: 'busy' };
    }
    const until = isGood(entry) ? 0 : allowedAt(entry.attempts, now(), requested);
    if (until > now()) return { kind: 'held', until, why: holdOf(entry, now()), told: entry.told };
    const isNew = entry.attempts.length === 0 && !isGood(entry);
    const accountUntil = isNew ? valueAllowedAt(this.#refused.times(credential, now()), now()) : 0;
    if (accountUntil > now()) return { kind: 'held', until: accountUntil, why: 'account', told: undefined };
    if (isNew && isSuspect) entry.attempts.push(supposed(now()));
    entry.running += 1;
    return this.#permit(credential, entry, now);
  }

  /** Takes over what another process recorded, an earlier one or one that runs at the same time. */
  restore({ credential, attempts, goodAt }: Earlier, now: number): void {
    const entry = this.#entryOf(credential, now);
    for (const attempt of attempts) {
      if (attempt.sender === this.#sender || attempt.at <= now - dayMs || attempt.at <= (entry.goodAt ?? -Infinity))
        continue;
      // One that was dated by a wrong clock must not hold for years.
      const at = Math.min(attempt.at, now);
      if (!entry.attempts.some((one) => isSame(one, { ...attempt, at }))) entry.attempts.push({ ...attempt, at });
      if (attempt.ending === 'Refused') this.#refused.enter(credential, at);
    }
    entry.attempts = withoutEnded(entry.attempts).toSorted((one, other) => one.at - other.at);
    if (entry.attempts.length === 0 && goodAt !== undefined) entry.goodAt ??= goodAt;
  }

  /** What was sent and not accepted. */
  attemptsOf({ id }: Credential): readonly Attempt[] {
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
    const entry = this.#entries.get(id);
    // All that a good one has are attempts that are still open.
    return entry && !isGood(entry) ? allowedAt(entry.attempts, now) : 0;
  }

  /** How many credentials are not to be sent now. */
  heldCount(now: number): number {
    let held = 0;
    for (const entry of this.#entries.values())
      if (!isGood(entry) && entry.running === 0 && allowedAt(entry.attempts, now) > now) held += 1;
    return held;
  }

  #permit(credential: Credential, entry: Entry, now: () => number): Permit {
    let open: Attempt | undefined;
    let isEnded = false;
    const next = { ...this.#attempt(seconds(now())), isIntended: true };
    return {
      kind: 'go',
      intent: entry.attempts.length > 0 && !isGood(entry) ? [...entry.attempts, next] : undefined,
      sent: () => {
        if (open || isEnded) return;
        open = this.#attempt(secondAfter(now()));
        entry.attempts.push(open);
      },
      end: (verdict, by) => {
        if (isEnded) return undefined;
        isEnded = true;
        entry.running -= 1;
        const attempt = open && this.#close({ credential, entry, attempt: open }, verdict, by);
        if (verdict?.credential === 'Accepted') this.#accept(credential, entry, now());
        this.#wake(entry);
        return attempt;
      },
    };
  }

  #attempt(at: number): Attempt {
    return { at, ending: 'Refused', sender: this.#sender };
  }

  #close({ credential, entry, attempt }: Closing, verdict: Verdict | undefined, by: string): Attempt | undefined {
    const ending = endingOf(verdict);
    // Silence says nothing of a credential that is known to be good.
    if (ending === undefined || (ending === 'Unanswered' && isGood(entry))) {
      entry.attempts = entry.attempts.filter((one) => one !== attempt);
      return undefined;
    }
    attempt.ending = ending;
    // Another test that was accepted meanwhile has emptied the list.
    if (!entry.attempts.includes(attempt)) entry.attempts.push(attempt);
    if (verdict) entry.told = { verdict, by };
    if (ending === 'Refused') {
      entry.goodAt = undefined;
      this.#refused.enter(credential, attempt.at);
    }
    return attempt;
  }

  #accept(credential: Credential, entry: Entry, now: number): void {
    entry.goodAt = seconds(now);
    entry.attempts = [];
    entry.told = undefined;
    // A sign-in that is accepted begins the count of its account anew, as it does on the servers that lock accounts.
    this.#refused.forget(credential);
  }

  #wake({ waiting }: Entry): void {
    for (const [key, wake] of [...waiting].slice(0, wakenAtOnce)) {
      waiting.delete(key);
      wake();
    }
  }

  #entryOf(credential: Credential, now: number): Entry {
    const { id } = credential;
    const known = this.#entries.get(id);
    if (known) return known;
    if (this.#entries.size >= mostEntries) this.#drop(now);
    const waiting = new Map<string, () => void>();
    const entry: Entry = { credential, attempts: [], goodAt: undefined, running: 0, waiting };
    this.#entries.set(id, entry);
    return entry;
  }

  /** Of a credential that was not accepted nothing is dropped within the day. */
  #drop(now: number): void {
    for (const [id, { attempts, running, waiting }] of this.#entries) {
      const isOver = attempts.every(({ at }) => at <= now - dayMs);
      if (isOver && running === 0 && waiting.size === 0) this.#entries.delete(id);
    }
    this.#refused.drop(now);
  }
}

interface Closing {
  credential: Credential;
  entry: Entry;
  attempt: Attempt;
}

function isGood({ goodAt }: Entry): boolean {
  return goodAt !== undefined;
}

function holdOf({ attempts }: Entry, now: number): Hold {
  return attempts.every(({ at, isIntended }) => isIntended || at <= now - dayMs) ? 'intended' : 'sent';
}

/** What a process that is gone may have sent: long enough ago that it can be sent at once, and only once. */
function supposed(now: number): Attempt {
  return { at: seconds(now) - minuteMs, ending: 'Refused', isIntended: true };
}

function isSame(one: Attempt, other: Attempt): boolean {
  return one.at === other.at && one.sender === other.sender && Boolean(one.isIntended) === Boolean(other.isIntended);
}

/** A status has whole seconds; with one before it 24 hours would be over too early. */
function secondAfter(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
