import type { SFTPWrapper } from 'ssh2';
import { isSetback, setback, type Setback } from '../../finding.ts';
import type { Access } from '../../verdict.ts';
import type { Session } from './session.ts';

/** draft-ietf-secsh-filexfer-02, 7 */
const noSuchFile = 2;
const permissionDenied = 3;

type Callback<T> = (error: (Error & { code?: number | string }) | undefined | null, value: T) => void;
type Answer<T> = { value: T } | { code: number | string | undefined; message: string };

/**
 * Opens the directory for listing. Mode bits prove no rights and nothing is written, so writing stays untold.
 * @returns what may be done there, or why it cannot be opened.
 */
export async function openDirectory(session: Session, path: string): Promise<Access | Setback> {
  const sftp = await subsystem(session);
  if (isSetback(sftp)) return sftp;
  const found = await asked(session, (done: Callback<{ isDirectory(): boolean }>) => sftp.stat(path, done));
  if (isSetback(found)) return found;
  if ('code' in found && found.code === noSuchFile) return notFound(path);
  if ('value' in found && !found.value.isDirectory()) return notFound(path);
  const opened = await asked(session, (done: Callback<Buffer>) => sftp.opendir(path, done));
  if (isSetback(opened)) return opened;
  if ('value' in opened) {
    const closed = await asked(session, (done: Callback<void>) =>
      sftp.close(opened.value, (error) => done(error, undefined)),
    );
    return isSetback(closed)
      ? closed
      : { read: 'Granted', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' };
  }
  if (opened.code === noSuchFile) return notFound(path);
  if (opened.code === permissionDenied) return denied(path);
  return setback('Authorized', 'UnexpectedReply', { about: `the server fails to open ${path}` });
}

async function subsystem(session: Session): Promise<SFTPWrapper | Setback> {
  const opened = await asked(session, (done: Callback<SFTPWrapper>) => session.client.sftp(done));
  if (isSetback(opened)) return opened;
  if ('value' in opened) return opened.value;
  // A shell that forbids login, or a login script that prints, speaks where SFTP should.
  if (/packet|length|version|malformed/i.test(opened.message)) {
    return setback('Authorized', 'UnexpectedReply', { about: 'the server prints text where SFTP should begin' });
  }
  return setback('Authorized', 'PermissionDenied', { about: 'the server does not open SFTP for this user' });
}

async function asked<T>({ lost }: Session, ask: (done: Callback<T>) => unknown): Promise<Answer<T> | Setback> {
  const { promise, resolve } = Promise.withResolvers<Answer<T>>();
  try {
    ask((error, value) => resolve(error ? { code: error.code, message: error.message } : { value }));
  } catch {
    return lost;
  }
  const answer = await Promise.race([promise, lost]);
  // A lost connection fails every question that is open; why it was lost says more.
  return 'message' in answer && /no response from server/i.test(answer.message) ? lost : answer;
}

function notFound(path: string): Setback {
  return setback('Authorized', 'TargetNotFound', { about: `the directory ${path}` });
}

function denied(path: string): Setback {
  return { ...setback('Authorized', 'PermissionDenied', { about: `open ${path}` }), access: { read: 'Denied' } };
}
