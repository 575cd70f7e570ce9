import { isFailure, failure, type Failure } from '../failure.ts';
import type { Access } from '../verdict.ts';

/** `denied`: the platform says that this account may not. */
export type StepResult = 'done' | 'denied' | Failure;

/** The one file that a probe may touch. A driver says how each step is done; none of them throws. */
export interface ProbeFile {
  /** Creating a file and overwriting one take the same permission, so that who may not create may not overwrite. */
  readonly writeIsUpdate?: boolean;
  /** The file is found by its name, so that a server may put another file beside it instead of overwriting it. */
  readonly isNamed?: boolean;
  /** Removes what such a server has put beside the file; best effort. */
  removeCopies?(signal: AbortSignal): Promise<void>;
  /** Whether there is a left-over of an earlier test that was killed. */
  exists(signal: AbortSignal): Promise<boolean | Failure>;
  /** Must not overwrite where the protocol can promise that. */
  create(content: string, signal: AbortSignal): Promise<StepResult>;
  read(signal: AbortSignal): Promise<{ content: string } | 'denied' | Failure>;
  overwrite(content: string, signal: AbortSignal): Promise<StepResult>;
  remove(signal: AbortSignal): Promise<StepResult>;
}

/** What a server keeps of the name when it puts another file beside one. */
export function stemOf(fileName: string): string {
  // Servers that hide nothing leave out the dot at its beginning, which is no extension.
  return fileName.replace(/(.)\.[^.]*$/, '$1').replace(/^\.(?=.)/, '');
}

/** For a person who finds the file, and short enough for one packet. */
const first = 'Written by connection-operator to test access. It may be deleted.\n';
const second = 'Written again by connection-operator to test access. It may be deleted.\n';
/** Cleaning up goes on for this long after the time of the test is over. */
const cleanUpMs = 5000;

/**
 * Proves rights by doing: sweeps a left-over, then creates, reads, overwrites and removes one file, in that order.
 * @param looked - what looking has told; what was proved is laid over it.
 * @returns the rights, or why it could not be found out. What was created is removed on every way out that lets it.
 */
export async function probeAccess(file: ProbeFile, looked: Access, signal: AbortSignal): Promise<Access | Failure> {
  const swept = await sweep(file, signal);
  if (isFailure(swept)) return swept;
  // A left-over that may not be deleted is in the way of another; it tells what it tells.
  if (swept.delete === 'Denied') return { ...looked, ...swept };
  const created = await file.create(first, signal);
  if (created === 'denied') return { ...looked, write: 'Denied', ...(file.writeIsUpdate ? { update: 'Denied' } : {}) };
  if (isStepFailure(created)) return cleanedUp(file, created, signal);
  const used = await readAndOverwrite(file, signal);
  if (isFailure(used)) return cleanedUp(file, used, signal);
  const removed = await file.remove(signal);
  if (isStepFailure(removed)) return cleanedUp(file, removed, signal);
  return { ...looked, write: 'Granted', ...used, delete: removed === 'done' ? 'Granted' : 'Denied' };
}

async function sweep(file: ProbeFile, signal: AbortSignal): Promise<Access | Failure> {
  const found = await file.exists(signal);
  if (typeof found !== 'boolean') return found;
  if (!found) return {};
  const removed = await file.remove(signal);
  if (isStepFailure(removed)) return removed;
  return removed === 'done' ? {} : { delete: 'Denied' };
}

async function readAndOverwrite(file: ProbeFile, signal: AbortSignal): Promise<Access | Failure> {
  const read = await file.read(signal);
  if (typeof read === 'object' && isFailure(read)) {
    // What is not there under its name may be there under one that the server has made of it.
    if (file.isNamed) await file.removeCopies?.(signal);
    return read.reason === 'TargetNotFound' ? vanished() : read;
  }
  if (read !== 'denied' && read.content !== first) return altered();
  const overwritten = await file.overwrite(second, signal);
  if (isStepFailure(overwritten)) return overwritten;
  if (read === 'denied') return { read: 'Denied', update: await unseen(file, overwritten, signal) };
  const isNew = overwritten === 'done' && (!file.isNamed || (await isOverwritten(file, signal)));
  if (typeof isNew === 'object') return isNew;
  return { read: 'Granted', update: isNew ? 'Granted' : 'Denied' };
}

/** Where nobody may read, a server that puts another file beside the one that is named is not told from one that overwrites. */
async function unseen(
  file: ProbeFile,
  overwritten: StepResult,
  signal: AbortSignal,
): Promise<NonNullable<Access['update']>> {
  if (overwritten !== 'done') return 'Denied';
  if (!file.isNamed) return 'Granted';
  await file.removeCopies?.(signal);
  return 'NotTestable';
}

/** Some servers say yes, leave the file as it is, and make another one beside it. */
async function isOverwritten(file: ProbeFile, signal: AbortSignal): Promise<boolean | Failure> {
  const read = await file.read(signal);
  // Who may read it no more has changed something.
  if (read === 'denied') return true;
  if (isFailure(read)) return read;
  if (read.content === second) return true;
  if (read.content !== first) return altered();
  await file.removeCopies?.(signal);
  return false;
}

function altered(): Failure {
  return failure('UnexpectedReply', { about: 'a file that was written is read back as another' });
}

/** The folder is there, so it is not the path that is wrong: servers say yes without permission to write themselves. */
function vanished(): Failure {
  return failure('UnexpectedReply', {
    about: 'the platform accepts a file that is written, and does not have it afterwards',
    fix: 'Check that the server itself has permission to write to the folder, and that nothing removes files there.',
  });
}

/** The next test sweeps what cannot be removed now. */
async function cleanedUp(file: ProbeFile, why: Failure, signal: AbortSignal): Promise<Failure> {
  await file.remove(signal.aborted ? AbortSignal.timeout(cleanUpMs) : signal);
  return why;
}

function isStepFailure(result: StepResult): result is Failure {
  return typeof result === 'object';
}
