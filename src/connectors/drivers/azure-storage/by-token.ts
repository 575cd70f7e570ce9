import type { Looked, Opened } from '../../driver.ts';
import { isFailure, type Failure } from '../../failure.ts';
import type { Access } from '../../verdict.ts';
import { applicationOf } from './application.ts';
import type { Token } from './credential.ts';
import { requestToken } from './entra.ts';
import { openToAnyone } from './open-to-anyone.ts';
import { accessOfPath } from './path-access.ts';
import { storageFile } from './probe-file.ts';
import { refusalOf } from './refusal.ts';
import type { StorageSession } from './session.ts';

/** An application: Entra gave it a token, and the listing shows what that is worth at the account. */
export function openByToken(first: StorageSession, { claims, expiresAt }: Token): Opened {
  const { plan } = first;
  let session = first;
  return {
    facts: { account: applicationOf(plan, claims), expiresAt },
    async look() {
      const listed = await listedOnce(first);
      if (isFailure(listed)) return listed;
      session = listed;
      return look(session);
    },
    probeFile: (name) => storageFile(session, name),
    close: () => Promise.resolve(),
  };
}

/**
 * A token made a moment ago that is refused says nothing about the stored credential: one more is made before it counts.
 * @returns the session with the token that was taken
 */
async function listedOnce(session: StorageSession): Promise<StorageSession | Failure> {
  const refused = await refusalOf(listOf(session), session);
  if (!refused) return session;
  if (refused.reason !== 'AccessRefused') return refused;
  const credential = await requestToken(session.plan, session.context);
  if (isFailure(credential)) return credential;
  const again = { ...session, credential };
  return (await refusalOf(listOf(again), again)) ?? again;
}

function listOf({ target }: StorageSession): 'account' | 'place' {
  return target.place === undefined ? 'account' : 'place';
}

const untold: Access = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' };

/**
 * A container that anyone may list shows nothing. Roles are not told at the service, and those who may list an account's
 * containers need not be able to read any.
 */
async function look(session: StorageSession): Promise<Looked | Failure> {
  const { place, service, custom } = session.target;
  const mayBeOpen = custom || (place !== undefined && service.publicPlaces);
  const open = mayBeOpen ? await openToAnyone(listOf(session), session) : undefined;
  if (open) return open;
  // unverified: that the role Reader of the account, which gives no data, lets containers be listed
  if (place === undefined) return { access: { read: 'NotTestable', ...untold } };
  if (service.dns !== 'dfs') return { access: { read: 'Granted', ...untold } };
  const access = await accessOfPath(session);
  return isFailure(access) ? access : { access };
}
