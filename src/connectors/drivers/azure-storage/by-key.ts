import type { Opened } from '../../driver.ts';
import type { Failure } from '../../failure.ts';
import type { Access } from '../../verdict.ts';
import { openToAnyone } from './open-to-anyone.ts';
import { opened } from './opened.ts';
import { refusalOf } from './refusal.ts';
import type { StorageSession } from './session.ts';

const everything: Access = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };

/**
 * The list of containers, shares or file systems is never given to anyone else, so it proves the key; a key may do
 * everything. Servers other than Azure's might give it.
 */
export async function openByKey(session: StorageSession): Promise<Opened | Failure> {
  const { accountName, place, custom } = session.target;
  const whole = { ...session, target: { ...session.target, place: undefined } };
  const refused = (await refusalOf('account', whole)) ?? (custom ? await openToAnyone('account', session) : undefined);
  if (refused) return refused;
  return opened({ account: { id: accountName, name: accountName } }, session, async () => {
    const missing = place === undefined ? undefined : await refusalOf('place', session);
    return missing ?? { access: everything };
  });
}
