import type { Looked } from '../../driver.ts';
import { failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { firstObject, readable } from './readable.ts';
import { textAt, type StoreResponse } from './response.ts';
import type { StoreSession } from './session.ts';

/** What no list says of anything. */
export const untold = {
  read: 'NotTestable',
  write: 'NotTestable',
  update: 'NotTestable',
  delete: 'NotTestable',
} as const;

/** What the list of a bucket says of the permissions in it. */
export async function lookAtList(list: StoreResponse, session: StoreSession): Promise<Looked | Failure> {
  if (isObject(list, session)) return failure('TargetNotFound', { about: `${session.store.prefix}: it is an object` });
  const read = await readable(list, session);
  return typeof read === 'object' ? read : { access: { ...untold, read } };
}

/** Some programs mark a folder by an empty object of its name. */
function isObject({ document }: StoreResponse, { store: { prefix } }: StoreSession): boolean {
  if (prefix === '' || prefix.endsWith('/')) return false;
  const first = firstObject(document);
  return textAt(first, 'Key') === prefix && textAt(first, 'Size') !== '0';
}

/** A bucket that takes objects and is not listed is good enough for those who asked for permissions other than reading. */
export function unlisted({ store }: StoreSession, { requires }: Plan): Looked | Failure {
  const dropBox = requires.access !== undefined && !requires.access.includes('Read');
  if (dropBox) return { access: { read: 'Denied', write: 'NotTestable' } };
  return failure('PermissionDenied', { about: `list the bucket ${store.bucket}`, access: { read: 'Denied' } });
}
