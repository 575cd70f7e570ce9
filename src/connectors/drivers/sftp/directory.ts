import type { SFTPWrapper, Stats } from 'ssh2';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Access } from '../../verdict.ts';
import { provedByLooking } from './modes.ts';
import { asked, fileSystemOf, handleOnly, status, type Callback } from './requests.ts';
import type { Session } from './session.ts';

/** @returns what may be done in the directory, as far as looking tells, or why it cannot be opened for listing. */
export async function lookAt(
  session: Session,
  sftp: SFTPWrapper,
  { path, username }: { path: string; username: string },
): Promise<Access | Failure> {
  const found = await asked(session, (done: Callback<Stats>) => sftp.stat(path, done));
  if (isFailure(found)) return found;
  if ('code' in found && found.code === status.noSuchFile) return notFound(path);
  const stats = 'value' in found ? found.value : undefined;
  // Some servers tell no mode, and then ssh2 takes nothing for a directory.
  const mode = typeof stats?.mode === 'number' ? stats.mode : undefined;
  if (mode !== undefined && stats?.isDirectory() === false) return notDirectory(path);
  const closed = await openAndClose(session, sftp, path);
  if (closed) return closed;
  const fileSystem = await fileSystemOf(session, sftp, path);
  return provedByLooking({ software: session.software, username, mode, readOnly: fileSystem?.readOnly });
}

async function openAndClose(session: Session, sftp: SFTPWrapper, path: string): Promise<Failure | undefined> {
  const opened = await asked(session, (done: Callback<Buffer>) => sftp.opendir(path, handleOnly(done)));
  if (isFailure(opened)) return opened;
  if ('value' in opened) {
    const closed = await asked(session, (done: Callback<void>) =>
      sftp.close(opened.value, (error) => done(error, undefined)),
    );
    return isFailure(closed) ? closed : undefined;
  }
  if (opened.code === status.noSuchFile) return notFound(path);
  if (opened.code === status.permissionDenied) return denied(path);
  return failure('UnexpectedReply', { about: `the server fails to open ${path}` });
}

export function notFound(path: string): Failure {
  return failure('TargetNotFound', { about: `the directory ${path}` });
}

function notDirectory(path: string): Failure {
  return failure('TargetNotFound', { about: `a directory at ${path}, where there is a file` });
}

function denied(path: string): Failure {
  return failure('PermissionDenied', { about: `open ${path}`, access: { read: 'Denied' } });
}
