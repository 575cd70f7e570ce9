import { command, numberAt, type Message } from './frames.ts';

/** [MS-SMB2] 2.2.13: rights to list a folder and to add a file to it, and to open what is there. */
const listAndAdd = 0x3;
const openExisting = 1;

/** Whether a request opens a share of files, and not the one that smbclient asks for referrals. */
export function opensShare(request: Message): boolean {
  if (request.command !== command.treeConnect) return false;
  const start = numberAt(request, 4, 2);
  const path = request.bytes.toString('utf16le', start, start + numberAt(request, 6, 2));
  return !/\\ipc\$$/i.test(path);
}

/** Whether a request opens what is there, for listing and for adding files. */
export function opensToAdd(request: Message): boolean {
  if (request.command !== command.create) return false;
  return numberAt(request, 24, 4) === listAndAdd && numberAt(request, 36, 4) === openExisting;
}
