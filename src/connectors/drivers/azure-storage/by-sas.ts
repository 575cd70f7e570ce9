import { failure, type Finding, type Failure } from '../../failure.ts';
import { openToAnyone } from './open-to-anyone.ts';
import { accessBySas, sasEnd, sasTime, type Sas } from './sas.ts';
import { asked, type Talk } from './talk.ts';

/**
 * A SAS of Blob Storage proves itself by the properties of the account, which nobody gets without one. Where there are
 * none, or it may not have them, the listing proves it, unless anyone gets that.
 */
export async function bySas(talk: Talk, sas: Sas): Promise<Finding> {
  const early = notYet(sas, talk.context.now());
  if (early) return early;
  const { accountName, service } = talk.target;
  const what = {
    account: { id: accountName, name: accountName },
    access: accessBySas(sas, service.createLetters),
    expiresAt: endOf(sas),
  };
  const refused = service.dns === 'blob' ? await properties(talk) : 'untold';
  if (typeof refused === 'object' && !isAboutRights(refused)) return refused;
  const mayList = sas.get('sp')?.includes('l') ?? true;
  // unverified: a refusal for want of a letter may itself prove the signature; it is not taken as proof
  if (typeof refused === 'object' && !mayList) return { ...refused, ...what };
  const unlisted = mayList || refused === 'untold' ? await listed(talk, refused !== undefined) : undefined;
  if (!unlisted) return { kind: 'proof', ...what };
  return unlisted.rung === 'Authorized' ? { ...unlisted, ...what } : unlisted;
}

async function properties(talk: Talk): Promise<Failure | undefined> {
  return (await asked('properties', talk)) ?? (talk.target.custom ? openToAnyone('properties', talk) : undefined);
}

function isAboutRights({ reason, rung }: Failure): boolean {
  return reason === 'PermissionDenied' && rung === 'Authorized';
}

/** Lists what the SAS is for. Where the SAS has yet to prove itself, an unsigned request must not get the same. */
async function listed(talk: Talk, unproved: boolean): Promise<Failure | undefined> {
  const { place, service, custom } = talk.target;
  const list = place === undefined ? 'account' : 'place';
  if (!unproved && list === 'account') return undefined;
  const refused = await asked(list, talk);
  if (refused || !unproved) return refused;
  return custom || (list === 'place' && service.publicPlaces) ? openToAnyone(list, talk) : undefined;
}

function endOf(sas: Sas): Date | undefined {
  const end = sasEnd(sas);
  return end === undefined ? undefined : new Date(end);
}

function notYet(sas: Sas, now: number): Failure | undefined {
  const start = sasTime(sas.get('st'));
  return start === undefined || start <= now
    ? undefined
    : failure('Resolved', 'ClockSkew', { retryAfterMs: start - now });
}
