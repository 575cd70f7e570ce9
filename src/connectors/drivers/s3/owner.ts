import { failure, isFailure, type Failure } from '../../failure.ts';
import type { Account } from '../../verdict.ts';
import { meaningOf } from './meaning.ts';
import { textAt } from './response.ts';
import { ask, type StoreSession } from './session.ts';
import { bucketsUrl } from './store.ts';

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
  if (id === undefined) return keyAsAccount(session);
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
