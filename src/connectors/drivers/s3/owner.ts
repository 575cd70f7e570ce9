import { failure, isFailure, type Failure } from '../../failure.ts';
import type { Account } from '../../verdict.ts';
import { meaningOf } from './meaning.ts';
import { textAt } from './response.ts';
import { ask, type StoreSession } from './session.ts';
import { bucketsUrl } from './store.ts';

/**
 * What products name as the owner of everything, whoever asks: MinIO (globalMinioDefaultOwnerID), gofakes3 in rclone's server,
 * and the owner in the examples of Amazon's documentation, which S3Proxy and others have taken from there.
 */
const everyonesOwner: ReadonlySet<string> = new Set([
  '02d6176db174dc93cb1b899f7c6078f08654445fe8cf1b6ce98d8855f66bdbf4',
  'fe7272ea58be830e56fe1663b10fafef',
  '75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a',
]);

/**
 * Whose key it is. Unless the key has proved itself already, the list of buckets counts only if an unsigned request
 * does not get it.
 */
export async function ownerOf(session: StoreSession, proved = false): Promise<Account | Failure> {
  const { store, key } = session;
  const response = await ask({ url: bucketsUrl(store) }, session, key);
  if (isFailure(response)) return response;
  const meant = meaningOf(response, session);
  if (meant === 'unclear') return response.code === 'AccessDenied' ? failure('AccessRefused') : unknownRefusal(session);
  if (meant) return meant;
  const open = proved ? false : await answersAnyone(bucketsUrl(store), session);
  if (typeof open !== 'boolean') return open;
  if (open) return failure('UnexpectedReply', { about: `${store.origin.host} answers without a key as well` });
  const id = textAt(response.document, 'ListAllMyBucketsResult', 'Owner', 'ID');
  if (id === undefined || everyonesOwner.has(id)) return keyAsAccount(session);
  return { id, name: textAt(response.document, 'ListAllMyBucketsResult', 'Owner', 'DisplayName') ?? id };
}

export function keyAsAccount({ key }: StoreSession): Account {
  return { id: key.accessKeyId, name: key.accessKeyId };
}

export function unknownRefusal({ store }: StoreSession): Failure {
  return failure('UnexpectedReply', {
    about: `${store.origin.host} refuses with an error that is not known`,
    fix: 'It is the store itself that refuses, for a reason of its own: look it up in the log of the store.',
  });
}

/** What else may be behind a refusal that does not say why. */
export function refusalCauses({ store }: StoreSession): string[] {
  return ['the key is wrong', `${store.origin.host} does not let this network address in`];
}

/** Whether the same request without a signature gets the same response. */
export async function answersAnyone(url: URL, session: StoreSession): Promise<boolean | Failure> {
  const response = await ask({ url }, session);
  if (isFailure(response)) return response;
  const { status, code, html } = response;
  if ((status < 500 && status !== 429 && status !== 408) || code === 'AccessDenied') {
    return status >= 200 && status < 300 && code === undefined && !html;
  }
  const meant = meaningOf(response, session);
  return meant === undefined || meant === 'unclear' ? false : meant;
}
