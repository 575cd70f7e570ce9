import { digestOf } from '../inputs/digest.ts';
import type { ProxySettings } from '../connectors/index.ts';
import { allowedAt, countsUntil, type Asking, type Attempt } from './attempts.ts';
import { credentialHoldMs } from './schedule.ts';

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

  ask(proxy: ProxySettings, { key, now, requested, wake }: Asking): ProxyAnswer {
    const entry = this.#entryOf(proxy, now());
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
    return { kind: 'go', end: once((isRefused) => end(entry, isRefused, { at: now(), ending: 'Refused', by: key })) };
  }

  #entryOf({ address, username, password }: ProxySettings, now: number): Entry {
    const id = digestOf({ username: username ?? '', password: password ?? '' }, URL.parse(address)?.host ?? address);
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
  entry.attempts = isRefused ? [...entry.attempts, attempt].slice(-2) : [];
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
