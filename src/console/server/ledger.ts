import { createHmac, randomBytes } from 'node:crypto';
import type { Draft, VerdictView } from '../contract.ts';

interface Entry {
  verdict: VerdictView;
  /** The person asked for it a second time. */
  again: boolean;
}

const mostKept = 200;

/**
 * Keeps in mind which credentials a platform has refused, so that pressing a button again and again locks no account. Like
 * the operator's, it lets each of them be sent twice: once, and once more if the person says so.
 */
export class RefusalLedger {
  readonly #key = randomBytes(32);
  readonly #entries = new Map<string, Entry>();

  /** The verdict that keeps this draft back; undefined if it may be sent. */
  heldBack(draft: Draft, anyway: boolean): (Entry & { verdict: VerdictView }) | undefined {
    const entry = this.#entries.get(this.#digest(draft));
    if (!entry || (anyway && !entry.again)) return undefined;
    return entry;
  }

  /** @param refused - the credential was sent, and not accepted */
  note(draft: Draft, verdict: VerdictView, refused: boolean): void {
    const digest = this.#digest(draft);
    const before = this.#entries.get(digest);
    this.#entries.delete(digest);
    if (!refused) return;
    this.#entries.set(digest, { verdict, again: before !== undefined });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > mostKept && oldest !== undefined) this.#entries.delete(oldest);
  }

  /** What is asked of the account (requires), and under which name it is kept, make no other credential. */
  #digest({ platform, method, config, secret }: Draft): string {
    const sorted = (values: object) => Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const text = JSON.stringify([platform, method, sorted(config), sorted(secret)]);
    return createHmac('sha256', this.#key).update(text).digest('base64');
  }
}
