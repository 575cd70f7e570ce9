import type { Finding } from '../../failure.ts';
import type { Access } from '../../verdict.ts';
import { openToAnyone } from './open-to-anyone.ts';
import { asked, type Talk } from './talk.ts';

const everything: Access = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };

/**
 * The list of containers, shares or file systems is never given to anyone else, so it proves the key; a key may do
 * everything. Servers other than Azure's might give it.
 */
export async function byKey(talk: Talk): Promise<Finding> {
  const { accountName, place, custom } = talk.target;
  const account = { id: accountName, name: accountName };
  const whole = { ...talk, target: { ...talk.target, place: undefined } };
  const refused = (await asked('account', whole)) ?? (custom ? await openToAnyone('account', talk) : undefined);
  if (refused) return refused;
  const missing = place === undefined ? undefined : await asked('place', talk);
  return missing ? { ...missing, account } : { kind: 'proof', account, access: everything };
}
