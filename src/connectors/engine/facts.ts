import { turnOfOthers } from '../../loop/turn.ts';
import type { PlatformFacts } from '../../api/platform.gen.ts';
import { holds, textOf, valueOf, type Bindings } from '../language/expression.ts';
import type { Access, Account } from '../verdict.ts';
import { isNobody } from './nobody.ts';
import { isField } from './own-word.ts';

const rights = ['read', 'write', 'update', 'delete'] as const;
const fields = ['id', 'name', 'email', 'tenant'] as const;

/** The facts of a test so far. Of the account and of each permission the first answer stands, of the ends the earliest. */
export class FoundFacts {
  readonly account: Account = {};
  readonly access: Access = {};
  expiresAt: Date | undefined;
  /** The id would be the same had the platform said nothing. */
  idIsOwnWord = false;

  /** @param unsaid - the names of the same response without anything in it */
  async add(facts: PlatformFacts | undefined, bindings: Bindings, unsaid: () => Bindings): Promise<void> {
    if (!facts) return;
    const found = await accountIn(facts, bindings);
    if (this.account.id === undefined && found.id !== undefined) {
      const { id = '' } = facts.account ?? {};
      this.idIsOwnWord = !isField.test(id) && textOf(id, unsaid()) === found.id;
    }
    Object.assign(this.account, { ...found, ...this.account });
    await turnOfOthers();
    await this.#grant(facts.grants, bindings);
    this.endsBy(dateIn(facts.expiry, bindings));
  }

  endsBy(end: Date | undefined): void {
    if (end && (!this.expiresAt || end < this.expiresAt)) this.expiresAt = end;
  }

  async #grant(grants: PlatformFacts['grants'], bindings: Bindings): Promise<void> {
    for (const right of rights) {
      const source = grants?.[right];
      if (source === undefined || this.access[right] === 'Granted' || this.access[right] === 'Denied') continue;
      const value = valueOf(source, bindings);
      this.access[right] = value === true ? 'Granted' : value === false ? 'Denied' : 'NotTestable';
      await turnOfOthers();
    }
  }
}

/** What one response tells of the account. An id that stands for nobody is none. */
export async function accountIn(
  { account: sources, administrator }: PlatformFacts,
  bindings: Bindings,
): Promise<Account> {
  const account: Account = {};
  for (const field of fields) {
    const source = sources?.[field];
    if (source === undefined) continue;
    const value = textOf(source, bindings);
    await turnOfOthers();
    if (value === undefined || value.trim() === '') continue;
    if (field !== 'id' || !isNobody(value, textOf('credential.login', bindings))) account[field] = value;
  }
  const isAdministrator = administrator === undefined ? undefined : valueOf(administrator, bindings);
  return typeof isAdministrator === 'boolean' ? { ...account, administrator: isAdministrator } : account;
}

/** Whether a response names somebody, as far as its step says how. */
export async function isSound({ identified, account }: PlatformFacts, bindings: Bindings): Promise<boolean> {
  if (identified !== undefined && !holds(identified, bindings)) return false;
  await turnOfOthers();
  return account?.id === undefined || (await accountIn({ account: { id: account.id } }, bindings)).id !== undefined;
}

/** A timestamp, an RFC 3339 text or seconds since 1970. */
export function dateIn(source: string | undefined, bindings: Bindings): Date | undefined {
  if (source === undefined) return undefined;
  const value = valueOf(source, bindings);
  if (value === undefined || value === null || value === '') return undefined;
  if (value instanceof Date) return value;
  const ms = typeof value === 'string' ? Date.parse(value) : Number(value) * 1000;
  return Number.isFinite(ms) ? new Date(ms) : undefined;
}
