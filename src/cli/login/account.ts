import type { ConnectionAccess, ConnectionAccount } from '../../api/connection.gen.ts';
import { tenantText } from '../../api/tenant.ts';
import { visible } from '../../api/visible.ts';

/** Who it is, as a person knows them. */
export function accountText({ name, email, id, tenant }: ConnectionAccount): string {
  const who = [name, email === name ? undefined : email].filter(Boolean).join(', ') || id || 'somebody';
  return visible([who, tenant && tenantText(tenant)].filter(Boolean).join(' '));
}

/** What the account may do; undefined where the platform says nothing of it. */
export function rightsText(access: ConnectionAccess = {}): string | undefined {
  const words = (['read', 'write', 'update', 'delete'] as const).flatMap((right) => {
    if (access[right] === 'Granted') return [`may ${right}`];
    return access[right] === 'Denied' ? [`may not ${right}`] : [];
  });
  return words.length === 0 ? undefined : words.join(', ');
}

/** Whether it is the one that is meant: its id, e-mail address or name. */
export function isAccount({ id, email, name }: ConnectionAccount, meant: string): boolean {
  return [id, email, name].some((one) => one?.toLowerCase() === meant.toLowerCase());
}
