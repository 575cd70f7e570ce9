import { createHmac, type KeyObject } from 'node:crypto';
import type { ProxySettings } from '../connectors/index.ts';
import { allowedAt, countsUntil, type Asking, type Attempt } from './attempts.ts';
import type { Credential } from './credential.ts';
import { credentialHoldMs } from './schedule.ts';

/** In place of the digest of an account, which is longer: what a status says of a proxy. */
const account = 'proxy';
const idLength = 24;
const mostKept = 2;
/** With more than these, what says nothing any more is dropped. */
const mostEntries = 1000;

interface Entry {
  /** What was refused, in order. */
  attempts: Attempt[];
  /** No test since the last refusal was refused. */
  isGood: boolean;
  running: number;
  readonly waiting: Map<string, () => void>;
}

/** What a proxy is shown, without telling what it is; undefined where it asks nobody who comes. */
export function ofProxy(proxy: ProxySettings | undefined, key: KeyObject): Credential | undefined {
  if (proxy?.username === undefined) return undefined;
  const { address, username, password = '' } = proxy;
  const text = JSON.stringify(['proxy', URL.parse(address)?.host ?? address, username, password]);
  const id = createHmac('sha256', key).update(text).digest('base64url').slice(0, idLength);
  return { namespace: '', account, id };
}

export function isOfProxy(credential: Credential): boolean {
  return credential.account === account;
}

type ProxyAnswer =
  /** It has to be ended, whatever happens. */
  | { kind: 'go'; end(isRefused: boolean): void }
  /** A test is under way that finds out whether the proxy takes it; `wake` is called when it has ended. */
  | { kind: 'busy' }
  | { kind: 'held'; until: number };

/**
 * Whether user name and password of a proxy may be shown to it: a directory may stand behind it that locks accounts, too.
 * What the proxy did not refuse is shown by as many tests as there are; what it refused, as often as any other credential.
 */
export class ProxySignIns {
  readonly #entries = new Map<string, Entry>();
  readonly #sender: string;

  /** @param sender - what attempts of this process are known by */
  constructor(sender: string) {
    this.#sender = sender;
  }

  ask({ id }: Credential, { key, now, requested, wake }: Asking): ProxyAnswer {
    const entry = this.#entryOf(id, now());
    entry.waiting.delete(key);
    if (!entry.isGood) {
      const until = shownAgainAt(entry.attempts, now(), requested);
      if (until > now()) return { kind: 'held', until };
      if (entry.running > 0) {
        entry.waiting.set(key, wake);
        return { kind: 'busy' };
      }
    }
    entry.running += 1;
    return { kind: 'go', end: once((isRefused) => end(entry, isRefused, this.#attempt(now(), key))) };
  }

  /** Takes over what another process has found out. Where the proxy has taken it meanwhile that says nothing. */
  restore({ id }: Credential, attempts: readonly Attempt[], now: number): void {
    const entry = this.#entryOf(id, now);
    if (entry.isGood) return;
    for (const one of attempts)
      if (!entry.attempts.some(({ at, sender }) => at === one.at && sender === one.sender)) entry.attempts.push(one);
    entry.attempts = entry.attempts.toSorted((one, other) => one.at - other.at).slice(-mostKept);
  }

  /** What was shown and refused. */
  attemptsOf({ id }: Credential): readonly Attempt[] {
    return this.#entries.get(id)?.attempts ?? [];
  }

  /** In whole seconds, as a status has it, and none too early. */
  #attempt(now: number, by: string): Attempt {
    return { at: Math.ceil(now / 1000) * 1000, ending: 'Refused', sender: this.#sender, by };
  }

  #entryOf(id: string, now: number): Entry {
    const known = this.#entries.get(id);
    if (known) return known;
    if (this.#entries.size >= mostEntries) this.#drop(now);
    const entry: Entry = { attempts: [], isGood: false, running: 0, waiting: new Map() };
    this.#entries.set(id, entry);
    return entry;
  }

  #drop(now: number): void {
    for (const [id, { running, waiting, attempts }] of this.#entries)
      if (running + waiting.size === 0 && attempts.every((one) => countsUntil(one) <= now)) this.#entries.delete(id);
  }
}

/** A proxy that cannot ask its directory refuses, too: the second time, after which it is a day, is not at once. */
function shownAgainAt(refused: readonly Attempt[], now: number, requested: boolean): number {
  const until = allowedAt(refused, now, requested);
  const last = refused.at(-1);
  return last === undefined || requested ? until : Math.max(until, last.at + credentialHoldMs);
}

function end(entry: Entry, isRefused: boolean, attempt: Attempt): void {
  entry.running -= 1;
  entry.isGood = !isRefused;
  entry.attempts = isRefused ? [...entry.attempts, attempt].slice(-mostKept) : [];
  const waiting = [...entry.waiting.values()];
  entry.waiting.clear();
  for (const wake of waiting) wake();
}

function once(act: (isRefused: boolean) => void): (isRefused: boolean) => void {
  let isDone = false;
  return (isRefused) => {
    if (!isDone) act(isRefused);
    isDone = true;
  };
}
