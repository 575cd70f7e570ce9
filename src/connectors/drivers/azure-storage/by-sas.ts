import type { Looked, Opened } from '../../driver.ts';
import { failure, isFailure, type Failure } from '../../failure.ts';
import type { Access } from '../../verdict.ts';
import { lacksPermission } from './codes.ts';
import { meaningOfAnswer } from './answer.ts';
import { openToAnyone } from './open-to-anyone.ts';
import { opened } from './opened.ts';
import { accessBySas, sasEnd, sasTime, type Sas } from './sas.ts';
import type { Question } from './services.ts';
import { ask, type StorageSession } from './session.ts';

/**
 * A SAS of Blob Storage proves itself by the properties of the account, which nobody gets without one. If there are
 * none, or it may not have them, the listing proves it, unless anyone gets that.
 */
export async function openBySas(session: StorageSession, sas: Sas): Promise<Opened | Failure> {
  const early = notYet(sas, session.context.now());
  if (early) return early;
  const { accountName, service, place } = session.target;
  const facts = { account: { id: accountName, name: accountName }, expiresAt: endOf(sas) };
  const access = accessBySas(sas, service.createLetters);
  if (service.dns === 'blob') {
    const refused = await provedBy('properties', session);
    if (!refused) return opened(facts, session, () => look({ sas, access }, session));
    if (!refused.lacksPermission) return refused.failure;
    // unverified: a refusal for want of a letter may itself prove the signature; it is not taken as proof
    if (!mayList(sas)) return { ...refused.failure, ...facts, access };
  }
  const unlisted = await provedBy(place === undefined ? 'account' : 'place', session);
  if (!unlisted) return opened(facts, session, () => Promise.resolve({ access }));
  return isLimited(unlisted) ? { ...unlisted.failure, ...facts, access } : unlisted.failure;
}

/** The SAS is good; the list of its place says whether that is there. */
async function look({ sas, access }: { sas: Sas; access: Access }, session: StorageSession): Promise<Looked | Failure> {
  const listed = session.target.place !== undefined && mayList(sas);
  const refused = listed ? await refusalOf('place', session) : undefined;
  if (!refused) return { access };
  return isLimited(refused) ? { ...refused.failure, access } : refused.failure;
}

function mayList(sas: Sas): boolean {
  return sas.get('sp')?.includes('l') ?? true;
}

interface Refusal {
  failure: Failure;
  lacksPermission: boolean;
}

/** It is about what the SAS may do or is for, and not about the SAS itself. */
function isLimited(refused: Refusal): boolean {
  return refused.lacksPermission || refused.failure.reason === 'TargetNotFound';
}

/** Asks what nobody may have without the SAS; undefined if that is so, and the SAS gets it. */
async function provedBy(question: Question, session: StorageSession): Promise<Refusal | undefined> {
  const refused = await refusalOf(question, session);
  const { custom, service } = session.target;
  if (refused || !(custom || (question === 'place' && service.publicPlaces))) return refused;
  const open = await openToAnyone(question, session);
  return open && { failure: open, lacksPermission: false };
}

async function refusalOf(question: Question, session: StorageSession): Promise<Refusal | undefined> {
  const response = await ask(question, session);
  if (isFailure(response)) return { failure: response, lacksPermission: false };
  const meant = meaningOfAnswer(response, question, session);
  return meant && { failure: meant, lacksPermission: lacksPermission(response) };
}

function endOf(sas: Sas): Date | undefined {
  const end = sasEnd(sas);
  return end === undefined ? undefined : new Date(end);
}

/** The SAS itself says from when on it is worth sending. */
function notYet(sas: Sas, now: number): Failure | undefined {
  const start = sasTime(sas.get('st'));
  return start === undefined || start <= now ? undefined : failure('ClockSkew', { retryAfterMs: start - now });
}
