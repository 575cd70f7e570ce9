import { failure, type Failure } from '../../failure.ts';
import type { Access } from '../../verdict.ts';
import type { Seen } from './observer.ts';
import { rightsOnShare, rightToAdd } from './rights.ts';
import type { Settings } from './settings.ts';
import type { Asked } from './own-words.ts';
import { denied, statusName } from './statuses.ts';

/** A name that no file has: what is asked for is whether the folder may be listed, not what is in it. */
const noName = '.connection-operator-lists-nothing';

/** A name below the share, as a parameter of a command. */
export function quotedPath(folder: string, name: string): string {
  return `"\\${folder === '' ? '' : `${folder}\\`}${name}"`;
}

/** Lists the folder, and opens it. @returns what may be done there, as far as looking tells, or why it cannot be opened. */
export async function lookAt(
  client: Asked,
  { settings, seen }: { settings: Settings; seen: Seen },
  signal: AbortSignal,
): Promise<Access | Failure> {
  const what = settings.path === '' ? `the share ${settings.share}` : `the folder ${settings.path}`;
  const share = rightsOnShare(seen.tree?.maximalAccess);
  const printed = await client.ask(`ls ${quotedPath(settings.path, noName)}`, signal);
  if (seen.referred) return elsewhere(what);
  if (seen.endless) return failure('UnexpectedReply', { about: `the server lists ${what} without an end` });
  if (printed === undefined) return lost(what, signal);
  const status = listedAs(printed, seen.listed);
  if (listed.has(status)) {
    if (!(await opened(client, settings.path, signal))) return lost(what, signal);
    return { read: 'Granted', ...share, write: share.write === 'Denied' ? 'Denied' : rightToAdd(seen.openedToAdd) };
  }
  if (missing.has(status)) return failure('TargetNotFound', { about: what });
  if (status === 'NOT_A_DIRECTORY' || status === 'FILE_IS_A_DIRECTORY') {
    return failure('TargetNotFound', { about: `${what}: it is a file` });
  }
  if (!denied.has(status)) return failed(`list ${what}`);
  return failure('PermissionDenied', { about: `list ${what}`, access: { ...share, read: 'Denied' } });
}

/**
 * Opens the folder for listing and for adding files, which adds none, and then for listing alone. smbclient prints the same
 * for both; what the server answered to the first is seen.
 * @returns whether the connection is still there.
 */
async function opened(client: Asked, folder: string, signal: AbortSignal): Promise<boolean> {
  if ((await client.ask(`open "\\${folder}"`, signal)) === undefined) return false;
  const handle = handleIn(client.text);
  return handle === undefined || (await client.ask(`close ${handle}`, signal)) !== undefined;
}

/** The number behind the last `fnum` of a line; a folder may have that in its name. */
function handleIn(text: string): string | undefined {
  const line = text.split('\n').findLast((one) => one.includes('fnum ')) ?? '';
  return /^fnum (\d+)/.exec(line.slice(line.lastIndexOf('fnum ')))?.[1];
}

/** The server's own word on the listing; smbclient's, if it did not come so far that the server was asked for one. */
function listedAs(printed: string, own: number | undefined): string {
  if (own === 0) return 'NO_MORE_FILES';
  if (own !== undefined) return statusName(own) ?? 'UNKNOWN';
  return listed.has(printed) ? 'UNKNOWN' : printed;
}

/** No such file was found: so the folder was read. That nothing was printed proves nothing. */
const listed = new Set(['NO_SUCH_FILE', 'NO_MORE_FILES']);
const missing = new Set(['OBJECT_NAME_NOT_FOUND', 'OBJECT_PATH_NOT_FOUND', 'OBJECT_NAME_INVALID', 'NOT_FOUND']);

export function lost(what: string, signal: AbortSignal): Failure {
  if (signal.aborted) return failure('TimedOut', { about: what });
  return failure('ServiceUnavailable', { about: what });
}

export function failed(what: string): Failure {
  return failure('UnexpectedReply', { about: `the server fails to ${what}` });
}

function elsewhere(what: string): Failure {
  const about = `${what} leads to another server by DFS: write that server and its share`;
  return failure('InvalidConfiguration', { about });
}
