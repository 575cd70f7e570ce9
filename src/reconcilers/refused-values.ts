import { dayMs } from './attempts.ts';
import type { Credential } from './credential.ts';

/** When values of an account were refused first. Values refused in one namespace never delay another value in another. */
export class RefusedValues {
  readonly #accounts = new Map<string, Map<string, number>>();

  /** @param at - milliseconds since 1970; of a value that is known already the first one stands */
  enter(credential: Credential, at: number): void {
    const values = this.#accounts.get(accountOf(credential)) ?? new Map<string, number>();
    if (!values.has(credential.id)) values.set(credential.id, at);
    this.#accounts.set(accountOf(credential), values);
  }

  /** Those of the last 24 hours, in order. */
  times(credential: Credential, now: number): number[] {
    const values = this.#accounts.get(accountOf(credential)) ?? new Map<string, number>();
    for (const [id, at] of values) if (at <= now - dayMs) values.delete(id);
    return [...values.values()].toSorted((one, other) => one - other);
  }

  /** The count of an account begins anew. */
  forget(credential: Credential): void {
    this.#accounts.delete(accountOf(credential));
  }

  /** Of accounts where nothing was refused within the day. */
  drop(now: number): void {
    for (const [account, values] of this.#accounts)
      if ([...values.values()].every((at) => at <= now - dayMs)) this.#accounts.delete(account);
  }
}

function accountOf({ namespace, account }: Credential): string {
  return `${namespace}/${account}`;
}
