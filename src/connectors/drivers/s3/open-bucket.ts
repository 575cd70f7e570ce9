import { isInconclusive, isRefusal, lockoutOf } from '../../../api/reasons.ts';
import type { Opened } from '../../driver.ts';
import { failure, isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { lookAtList, unlisted } from './look.ts';
import { meaningOf } from './meaning.ts';
import { opened } from './opened.ts';
import { answersAnyone, keyAsAccount, ownerOf, refusalCauses, unknownRefusal } from './owner.ts';
import type { StoreResponse } from './response.ts';
import { ask, type StoreSession } from './session.ts';
import { bucketUrl } from './store.ts';

/** Signs in by the list of the bucket; a list that anyone gets proves nothing, and then the list of buckets has to. */
export async function openBucket(session: StoreSession, plan: Plan): Promise<Opened | Failure> {
  const url = bucketUrl(session.store);
  const list = await ask({ url }, session, session.key);
  if (isFailure(list)) return list;
  const meant = meaningOf(list, session);
  if (meant === 'unclear') return whoIsRefused(list, session, plan);
  if (meant) return meant.reason === 'TargetNotFound' ? whoMissesIt(meant, session) : meant;
  const open = await answersAnyone(url, session);
  if (typeof open !== 'boolean') return open;
  if (!open) session.context.progress.accepted();
  const owner = await ownerOf(session, !open);
  if (isFailure(owner) && (open || isPassing(owner))) return open ? openToAnyone(owner, session) : owner;
  const account = isFailure(owner) ? keyAsAccount(session) : owner;
  return opened({ account }, session, () => lookAtList(list, session));
}

/** Nothing is said about the key: if the second request ends so, the first one decides nothing. */
function isPassing({ reason }: Failure): boolean {
  return isInconclusive(reason) && lockoutOf(reason) !== 'refusal';
}

function openToAnyone(owner: Failure, { store }: StoreSession): Failure {
  if (owner.reason !== 'AccessRefused') return owner;
  return failure('UnexpectedReply', { about: `the bucket ${store.bucket} answers anyone` });
}

/** A refusal is about a permission only if the same key proves itself elsewhere. */
async function whoIsRefused({ code }: StoreResponse, session: StoreSession, plan: Plan): Promise<Opened | Failure> {
  const owner = await ownerOf(session);
  if (!isFailure(owner)) return opened({ account: owner }, session, async () => unlisted(session, plan));
  if (owner.reason !== 'AccessRefused' && owner.reason !== 'UnexpectedReply') return owner;
  if (code !== 'AccessDenied') return unknownRefusal(session);
  const causes = [`the key may not list the bucket ${session.store.bucket}`, ...refusalCauses(session)];
  return failure('AccessRefused', { causes });
}

/** Some stores look for the bucket before they look at the key. */
async function whoMissesIt(missing: Failure, session: StoreSession): Promise<Opened | Failure> {
  const owner = await ownerOf(session);
  if (!isFailure(owner)) return opened({ account: owner }, session, async () => missing);
  return isRefusal(owner.reason) && owner.reason !== 'AccessRefused' ? owner : missing;
}
