import { isInconclusive } from '../../../api/reasons.ts';
import { isFailure, type Failure } from '../../failure.ts';
import type { Access, AccessAnswer } from '../../verdict.ts';
import { meaningOf } from './meaning.ts';
import { request, type StorageSession } from './session.ts';
import { fileUrl } from './target.ts';

/**
 * What the directory's access control list, or a role, gives: to list it is r-x, to add and remove what is in it is -wx.
 * Whether a file in it may be changed is for that file to say.
 * learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/getproperties; needs a hierarchical namespace.
 */
// unverified: that a role of the application counts for checkAccess as an access control list does
export async function accessOfPath(session: StorageSession): Promise<Access | Failure> {
  const read = await checked('r-x', session);
  if (typeof read === 'object') return read;
  const write = await checked('-wx', session);
  if (typeof write === 'object') return write;
  // It was listed: if the account has no access control lists, that is what is known.
  return { read: read === 'NotTestable' ? 'Granted' : read, write, update: 'NotTestable', delete: write };
}

async function checked(fsAction: string, session: StorageSession): Promise<AccessAnswer | Failure> {
  const url = fileUrl(session.target);
  url.search = `action=checkAccess&fsAction=${fsAction}`;
  const response = await request({ method: 'HEAD', url }, session);
  if (isFailure(response)) return response;
  const { status } = response;
  if (status === 200) return 'Granted';
  if (status === 403) return 'Denied';
  const meant = meaningOf(response, session);
  // unverified: what an account without a hierarchical namespace answers; it is not counted against the account
  return meant && isInconclusive(meant.reason) && meant.reason !== 'UnexpectedReply' ? meant : 'NotTestable';
}
