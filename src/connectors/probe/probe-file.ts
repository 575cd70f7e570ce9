import { isFailure, failure, type Failure } from '../failure.ts';
import type { Access } from '../verdict.ts';
import { patiently } from './patiently.ts';

/** `denied`: the platform says that this account may not. */
export type StepResult = 'done' | 'denied' | Failure;

/** What was read of the file. */
export type Content = { content: string } | 'denied' | Failure;

/** The one file that a probe may touch. A driver says how each step is done; none of them throws. */
export interface ProbeFile {
  /** Creating a file and overwriting one take the same permission, so that who may not create may not overwrite. */
  readonly writeIsUpdate?: boolean;
  /** The file is found by its name, so that a server may put another file beside it instead of overwriting it. */
  readonly isNamed?: boolean;
  /** What is removed can still be read by its ID, from a recycle bin. */
  readonly isKept?: boolean;
  /** Removes what such a server has put beside the file; best effort. @returns whether there was anything. */
  removeCopies?(signal: AbortSignal): Promise<boolean>;
  /** Whether there is a left-over of an earlier test that was killed. */
  exists(signal: AbortSignal): Promise<boolean | Failure>;
  /** Must not overwrite where the protocol can promise that. */
  create(content: string, signal: AbortSignal): Promise<StepResult>;
  /** TargetNotFound where it is not there. */
  read(signal: AbortSignal): Promise<Content>;
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
 * Proves rights by doing: sweeps a left-over, then creates, reads, overwrites and removes one file, in that order. What a
 * server says of a step is held against what is read afterwards.
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
  const removed = await removeForGood(file, signal);
  if (isStepFailure(removed)) return cleanedUp(file, removed, signal);
  return { ...looked, write: 'Granted', ...used, delete: removed === 'done' ? 'Granted' : 'Denied' };
}

async function sweep(file: ProbeFile, signal: AbortSignal): Promise<Access | Failure> {
  const found = await file.exists(signal);
  if (typeof found !== 'boolean') return found;
  if (!found) return {};
  // A test that was killed may have left copies as well.
  await file.removeCopies?.(signal);
  const removed = await file.remove(signal);
  if (isStepFailure(removed)) return removed;
  return removed === 'done' ? {} : { delete: 'Denied' };
}

async function readAndOverwrite(file: ProbeFile, signal: AbortSignal): Promise<Access | Failure> {
  const read = await readPatiently(file, isAbsent, signal);
  if (isUnread(read)) {
    await file.removeCopies?.(signal);
    return isAbsent(read) ? vanished() : read;
  }
  if (read !== 'denied' && read.content !== first) return altered();
  const overwritten = await file.overwrite(second, signal);
  if (isStepFailure(overwritten)) return isAbsent(overwritten) ? vanished() : overwritten;
  if (overwritten === 'denied') return { read: read === 'denied' ? 'Denied' : 'Granted', update: 'Denied' };
  if (read === 'denied') return { read: 'Denied', update: await unseen(file, signal) };
  const isNew = await isOverwritten(file, signal);
  if (typeof isNew === 'object') return isNew;
  return { read: 'Granted', update: isNew ? 'Granted' : 'Denied' };
}

/** Where nobody may read, a server that puts another file beside the one that is named is not told from one that overwrites. */
async function unseen(file: ProbeFile, signal: AbortSignal): Promise<NonNullable<Access['update']>> {
  if (!file.isNamed) return 'Granted';
  await file.removeCopies?.(signal);
  return 'NotTestable';
}

/** Reads again while what is read may be of a moment ago; a copy beside the file says that it is not. */
function readPatiently(file: ProbeFile, isOld: (read: Content) => boolean, signal: AbortSignal): Promise<Content> {
  let hasCopies = false;
  const isLate = async (read: Content) => {
    if (!isOld(read)) return false;
    hasCopies ||= (await file.removeCopies?.(signal)) ?? false;
    return !hasCopies;
  };
  return patiently(() => file.read(signal), isLate, signal);
}

/** Some servers say yes, leave the file as it is, and make another one beside it, or none. */
async function isOverwritten(file: ProbeFile, signal: AbortSignal): Promise<boolean | Failure> {
  const read = await readPatiently(file, (one) => isAbsent(one) || holds(one, first), signal);
  // Who may read it no more has changed something.
  if (read === 'denied' || holds(read, second)) return true;
  if (isUnread(read)) return isAbsent(read) ? vanished() : read;
  if (read.content !== first) return altered();
  return file.isNamed ? false : kept('a file that is overwritten, and has the old one afterwards');
}

/** Whoever says that a file is deleted may have it still. */
async function removeForGood(file: ProbeFile, signal: AbortSignal): Promise<StepResult> {
  const removed = await file.remove(signal);
  if (isStepFailure(removed)) return isAbsent(removed) ? vanished() : removed;
  if (removed === 'denied' || file.isKept) return removed;
  const isOurs = (read: Content) => holds(read, second) || holds(read, first);
  const read = await patiently(() => file.read(signal), isOurs, signal);
  return isOurs(read) ? kept('that a file is deleted, and has it afterwards') : removed;
}

function isUnread(read: Content): read is Failure {
  return typeof read === 'object' && isFailure(read);
}

function isAbsent(result: Content | StepResult): boolean {
  return typeof result === 'object' && isFailure(result) && result.reason === 'TargetNotFound';
}

function holds(read: Content, content: string): boolean {
  return typeof read === 'object' && !isFailure(read) && read.content === content;
}

function altered(): Failure {
  return failure('UnexpectedReply', { about: 'a file that was written is read back as another' });
}

function kept(what: string): Failure {
  return failure('UnexpectedReply', {
    about: `the platform accepts ${what}`,
    fix: 'The test is repeated. If it stays so, check what keeps files in the folder as they are, such as a retention rule or a cache.',
  });
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
