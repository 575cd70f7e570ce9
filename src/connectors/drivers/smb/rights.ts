import type { AccessAnswer } from '../../../api/connection.gen.ts';
import type { Access } from '../../verdict.ts';
import { statusOf } from './statuses.ts';

/** [MS-SMB2] 2.2.13.1.2 */
const addFile = 0x2;
const deleteChild = 0x40;
const deleteItself = 0x10000;
/** To write contents and attributes, and to delete what is in a folder. */
const writing = 0x156;
const standard = 0x1f0000;

/**
 * What the share does not let this user do, no folder of it does. What it lets him do, a folder may still refuse.
 * @param mask - the share's MaximalAccess; undefined or 0 where nobody said it.
 */
export function rightsOnShare(mask: number | undefined): Access {
  const answer = (may: boolean) => (mask && !may ? 'Denied' : 'NotTestable');
  const adds = answer(((mask ?? 0) & addFile) !== 0);
  return { write: adds, update: adds, delete: answer(deletes(mask ?? 0)) };
}

/**
 * A file is deleted by a right to it, or by one to its folder
 * (https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-deletefilea); "Change" on a share of Windows has
 * the first alone. Samba's `read only` leaves all standard rights set, DELETE among them, and takes those to write.
 */
function deletes(mask: number): boolean {
  const readOnlyOfSamba = (mask & (standard | writing)) === standard;
  return (mask & deleteChild) !== 0 || ((mask & deleteItself) !== 0 && !readOnlyOfSamba);
}

/**
 * What the server's answer tells that was asked to open a folder which may be listed, for adding files as well. Where
 * something else than a right was in the way, such as another who has it open, it tells nothing. What may be done with files
 * that are there is said by each of them, not by the folder.
 */
export function rightToAdd(status: number | undefined): AccessAnswer {
  if (status === 0) return 'Granted';
  const refused = status === statusOf('ACCESS_DENIED') || status === statusOf('MEDIA_WRITE_PROTECTED');
  return refused ? 'Denied' : 'NotTestable';
}
