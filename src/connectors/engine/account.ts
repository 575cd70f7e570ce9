import type { PlatformHttp } from '../../api/platform.gen.ts';
import type { Account } from '../verdict.ts';
import { compileExpression, holds, textOf, type Variables } from './expression.ts';

/** The account that a reply names, as far as it does; undefined where it names no real one. */
export function identify(http: PlatformHttp, variables: Variables): Account | undefined {
  const account = describe(http, variables);
  const real = http.identity === undefined ? account.id !== undefined : holds(http.identity, variables);
  return real ? account : undefined;
}

/** What one reply tells of the account. */
export function describe(
  { account: sources, administrator: source }: Pick<PlatformHttp, 'account' | 'administrator'>,
  variables: Variables,
): Account {
  const account: Account = {};
  for (const field of ['id', 'name', 'email', 'tenant'] as const) {
    const value = textOf(sources?.[field], variables);
    if (value !== undefined) account[field] = value;
  }
  const administrator = source === undefined ? undefined : compileExpression(source)(variables);
  return typeof administrator === 'boolean' ? { ...account, administrator } : account;
}

/** When the credential ends, where the reply or the token tells. */
export function expiryOf(source: string | undefined, variables: Variables): Date | undefined {
  if (source === undefined) return undefined;
  const value = compileExpression(source)(variables);
  if (value instanceof Date) return value;
  const ms = typeof value === 'string' ? Date.parse(value) : Number(value) * 1000;
  return value === undefined || value === null || Number.isNaN(ms) ? undefined : new Date(ms);
}
