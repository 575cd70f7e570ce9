import { isFailure, type Failure } from '../../failure.ts';
import type { AccessAnswer } from '../../verdict.ts';
import { ask, isRecord, textAt, type Heard, type Talk } from './ask.ts';
import { objectUrl } from './store.ts';

/**
 * Whether who may list may read as well: the first object that the list names is asked for without its content. Where
 * there is none, or the answer says nothing of a right, the list itself is what was read.
 */
export async function readable({ document }: Heard, talk: Talk): Promise<AccessAnswer | Failure> {
  const list = document['ListBucketResult'];
  const contents = isRecord(list) ? list['Contents'] : undefined;
  const key = textAt(Array.isArray(contents) ? contents[0] : contents, 'Key');
  // A URL would leave these out, and another object would be asked for.
  if (key === undefined || key.split('/').some((part) => part === '.' || part === '..')) return 'Granted';
  const heard = await ask({ method: 'HEAD', url: objectUrl(talk.store, key) }, talk, talk.key);
  if (isFailure(heard)) return heard;
  return heard.reply.status === 403 ? 'Denied' : 'Granted';
}
