import { isFailure, type Finding, type Failure } from '../../failure.ts';
import type { Access } from '../../verdict.ts';
import type { Credential } from './credential.ts';
import { openToAnyone } from './open-to-anyone.ts';
import { accessOfPath } from './path-access.ts';
import { applicationOf, certificateEnd, credentialOf } from './sign-in.ts';
import { asked, type Talk } from './talk.ts';

type Token = Extract<Credential, { kind: 'token' }>;

/**
 * An application: Entra gave it a token, and the listing shows what that is worth at the account. A container that
 * anyone may list shows nothing.
 */
export async function byToken(first: Talk, token: Token): Promise<Finding> {
  const account = applicationOf(first.plan, token.claims);
  const { talk, refused } = await listedOnce(first);
  if (refused) return refused.rung === 'Authorized' ? { ...refused, account } : refused;
  const { place, service, custom } = talk.target;
  const open =
    custom || (place !== undefined && service.publicPlaces) ? await openToAnyone(listOf(talk), talk) : undefined;
  if (open) return open;
  const access = await rightsOf(talk);
  return isFailure(access)
    ? { ...access, account }
    : { kind: 'proof', account, access, expiresAt: certificateEnd(talk.plan) };
}

interface Listed {
  talk: Talk;
  refused: Failure | undefined;
}

/** A token made a moment ago that is refused says nothing about the stored credential: one more is made before it counts. */
async function listedOnce(talk: Talk): Promise<Listed> {
  const refused = await asked(listOf(talk), talk);
  if (refused?.reason !== 'AccessRefused') return { talk, refused };
  const credential = await credentialOf(talk.plan, talk.context);
  if (isFailure(credential)) return { talk, refused: credential };
  const again = { ...talk, credential };
  return { talk: again, refused: await asked(listOf(again), again) };
}

function listOf({ target }: Talk): 'account' | 'place' {
  return target.place === undefined ? 'account' : 'place';
}

const untold: Access = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' };

/** Roles are not told at the service. Those who may list an account's containers need not be able to read any. */
async function rightsOf(talk: Talk): Promise<Access | Failure> {
  const { place, service } = talk.target;
  // unverified: that the role Reader of the account, which gives no data, lets containers be listed
  if (place === undefined) return { read: 'NotTestable', ...untold };
  return service.dns === 'dfs' ? accessOfPath(talk) : { read: 'Granted', ...untold };
}
