import type { SFTPWrapper } from 'ssh2';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Session } from './session.ts';

/** draft-ietf-secsh-filexfer-02, 7 */
export const status = { endOfFile: 1, noSuchFile: 2, permissionDenied: 3, failure: 4, unsupported: 8 } as const;

/** Why a channel was not opened (RFC 4254, 5.1). */
const resourceShortage = 4;

export type Callback<T> = (
  error: (Error & { code?: number | string; reason?: number }) | undefined | null,
  value: T,
) => void;
export type Answer<T> = { value: T } | { code: number | string | undefined; message: string };

/** Asks one thing of the server. @returns its answer, or why there is none: the connection was lost, or time is over. */
export async function asked<T>(
  { lost, about }: Session,
  ask: (done: Callback<T>) => unknown,
  signal?: AbortSignal,
): Promise<Answer<T> | Failure> {
  const { promise, resolve } = Promise.withResolvers<Answer<T> | Failure>();
  const onAbort = () => resolve(failure('TimedOut', { about }));
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    ask((error, value) => resolve(error ? { code: error.code ?? error.reason, message: error.message } : { value }));
    const answer = await Promise.race([promise, lost]);
    // A lost connection fails every question that is open; why it was lost says more.
    return 'message' in answer && /no response from server/i.test(answer.message) ? await lost : answer;
  } catch {
    return await lost;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Takes a handle for the answer, and not the names or attributes that ssh2 hands over as well if they come. */
export function handleOnly(done: Callback<Buffer>): Callback<Buffer> {
  return (error, handle) => done(error ?? (Buffer.isBuffer(handle) ? undefined : new Error('no handle')), handle);
}

/** Opens SFTP in a session. */
export async function openSubsystem(session: Session): Promise<SFTPWrapper | Failure> {
  const opened = await asked(session, (done: Callback<SFTPWrapper>) => session.client.sftp(done));
  if (isFailure(opened)) return opened;
  if (!('value' in opened)) {
    return opened.code === resourceShortage
      ? failure('ServiceUnavailable', { about: `${session.about} has no room for a session` })
      : notOpened(opened.message, session);
  }
  // SFTP may end, or break its rules, while the connection lives on.
  const end = (what: string) => () => session.lose(failure('UnexpectedReply', { about: what }));
  opened.value.on('error', end('the server does not speak SFTP as expected'));
  opened.value.on('end', end('the server ends SFTP before everything is answered'));
  return opened.value;
}

function notOpened(message: string, { about }: Session): Failure {
  // Of a server that runs out of memory, or is being stopped.
  if (message.startsWith('Received signal')) {
    return failure('ServiceUnavailable', { about: `${about} kills SFTP as soon as it begins` });
  }
  // A shell that forbids login, or a login script that prints, speaks where SFTP should.
  if (/packet|length|version|malformed/i.test(message)) {
    return failure('UnexpectedReply', { about: 'the server prints text where SFTP should begin' });
  }
  if (!/exit|signal|termination/i.test(message)) {
    return failure('PermissionDenied', { about: 'the server does not open SFTP for this user' });
  }
  return failure('PermissionDenied', {
    about: 'SFTP ends as soon as it begins for this user',
    causes: [
      'the password has to be changed first',
      'the login shell or a forced command of the account lets no SFTP run',
      'the program that serves SFTP is missing on the server',
    ],
  });
}

/** What is known of the file system a path is on, by OpenSSH's `statvfs@openssh.com`; undefined where it is not told. */
export async function fileSystemOf(
  session: Session,
  sftp: SFTPWrapper,
  path: string,
  signal?: AbortSignal,
): Promise<{ readOnly: boolean; full: boolean } | undefined> {
  const told = await asked(
    session,
    (done: Callback<Record<'f_flag' | 'f_bavail' | 'f_favail', number | bigint> | undefined>) => {
      try {
        sftp.ext_openssh_statvfs(path, done);
      } catch {
        done(undefined, undefined);
      }
    },
    signal,
  );
  if (isFailure(told) || !('value' in told) || !told.value) return undefined;
  const { f_flag: flags, f_bavail: blocks, f_favail: inodes } = told.value;
  return { readOnly: (Number(flags) & 1) === 1, full: Number(blocks) === 0 || Number(inodes) === 0 };
}
