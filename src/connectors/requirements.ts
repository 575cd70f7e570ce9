import type { ConnectionRequires, Right } from '../api/connection.gen.ts';
import { failure, type Failure } from './failure.ts';
import type { Access, AccessAnswer, Account } from './verdict.ts';

/** What of `spec.requires` an account does not meet; undefined if it meets everything that can be found out. */
export function unmet(account: Account, access: Access, requires: ConnectionRequires): Failure | undefined {
  const missing: string[] = (requires.access ?? [])
    .filter((right) => access[key(right)] === 'Denied')
    .map((right) => right.toLowerCase());
  if (requires.role === 'Administrator' && account.administrator === false) missing.unshift('act as administrator');
  return missing.length === 0 ? undefined : failure('PermissionDenied', { about: missing.join(', ') });
}

/** A permission that is required and that the platform does not tell is said to be so. */
export function withAsked(access: Access, requires: ConnectionRequires): Access {
  const asked = (requires.access ?? []).map((right): [string, AccessAnswer] => [key(right), 'NotTestable']);
  return { ...Object.fromEntries(asked), ...access };
}

/** Whether something that is required cannot be found out. */
export function isUntold(account: Account, access: Access, requires: ConnectionRequires): boolean {
  const rights = requires.access ?? [];
  const role = requires.role === 'Administrator' && account.administrator === undefined;
  return role || rights.some((right) => (access[key(right)] ?? 'NotTestable') === 'NotTestable');
}

function key(right: Right): keyof Access {
  return right.toLowerCase() as keyof Access;
}
