import type { Access } from '../../verdict.ts';

export interface Seen {
  /** What the server says it is, for example OpenSSH_9.2p1. */
  software: string | undefined;
  username: string;
  /** Mode of the directory, where the server tells it. */
  mode: number | undefined;
  /** Whether the file system is mounted read-only, where the server tells it. */
  readOnly: boolean | undefined;
}

/**
 * What looking proves about writing to a directory. That is little: SFTP does not tell as which user and groups a
 * session runs, lists of access (ACLs) do not show in the mode, and an OpenSSH can be told to serve for reading only.
 * So nothing is Granted, and Denied is only
 * - all writing, on a file system that is mounted read-only, which stops root too;
 * - to create and to delete, in a directory that nobody has the right to write to. Root could all the same, and a
 *   server other than OpenSSH on a POSIX system may make the mode up: of those it says nothing.
 */
export function provedByLooking({ software, username, mode, readOnly }: Seen): Access {
  const read = 'Granted';
  if (readOnly) return { read, write: 'Denied', update: 'Denied', delete: 'Denied' };
  const posix = software?.startsWith('OpenSSH_') === true && !/windows/i.test(software);
  const told = mode !== undefined && (mode & 0o777) !== 0;
  const writing = posix && told && (mode & 0o222) === 0 && username !== 'root' ? 'Denied' : 'NotTestable';
  return { read, write: writing, update: 'NotTestable', delete: writing };
}
