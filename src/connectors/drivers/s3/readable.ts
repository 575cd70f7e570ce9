import { isJsonObject } from '../../../api/json-object.ts';
import { isFailure, type Failure } from '../../failure.ts';
import type { AccessAnswer } from '../../verdict.ts';
import { textAt, type StoreResponse } from './response.ts';
import { ask, type StoreSession } from './session.ts';
import { objectUrl } from './store.ts';

/**
 * Whether who may list may read as well: the first object that the list names is asked for without its content. If
 * there is none, or the response says nothing of a permission, the list itself is what was read.
 */
export async function readable({ document }: StoreResponse, session: StoreSession): Promise<AccessAnswer | Failure> {
  const key = textAt(firstObject(document), 'Key');
  // A URL would leave these out, and another object would be asked for.
  if (key === undefined || key.split('/').some((part) => part === '.' || part === '..')) return 'Granted';
  const response = await ask({ method: 'HEAD', url: objectUrl(session.store, key) }, session, session.key);
  if (isFailure(response)) return response;
  return response.status === 403 ? 'Denied' : 'Granted';
}

/** What a list says of the first object in it. */
export function firstObject(document: StoreResponse['document']): unknown {
  const list = document['ListBucketResult'];
  const contents: unknown = isJsonObject(list) ? list['Contents'] : undefined;
  return Array.isArray(contents) ? contents[0] : contents;
}
