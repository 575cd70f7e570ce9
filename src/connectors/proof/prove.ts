import { isSetback, setback, type Setback } from '../finding.ts';
import type { Access } from '../verdict.ts';

/** `denied`: the platform says that this account may not. */
export type StepResult = 'done' | 'denied' | Setback;

/** The one file that a probe may touch. A driver says how each step is done; none of them throws. */
export interface ProofFile {
  /** Whether there is a left-over of an earlier test that was killed. */
  exists(signal: AbortSignal): Promise<boolean | Setback>;
  /** Must not overwrite where the protocol can promise that. */
  create(content: string, signal: AbortSignal): Promise<StepResult>;
  read(signal: AbortSignal): Promise<{ content: string } | 'denied' | Setback>;
  overwrite(content: string, signal: AbortSignal): Promise<StepResult>;
  remove(signal: AbortSignal): Promise<StepResult>;
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
export async function proveAccess(file: ProofFile, looked: Access, signal: AbortSignal): Promise<Access | Setback> {
  const swept = await sweep(file, signal);
  if (isSetback(swept)) return swept;
  // A left-over that may not be deleted is in the way of another; it tells what it tells.
  if (swept.delete === 'Denied') return { ...looked, ...swept };
  const created = await file.create(first, signal);
  if (created === 'denied') return { ...looked, write: 'Denied' };
  if (isStepSetback(created)) return cleanedUp(file, created, signal);
  const used = await readAndOverwrite(file, signal);
  if (isSetback(used)) return cleanedUp(file, used, signal);
  const removed = await file.remove(signal);
  if (isStepSetback(removed)) return cleanedUp(file, removed, signal);
  return { ...looked, write: 'Granted', ...used, delete: removed === 'done' ? 'Granted' : 'Denied' };
}

async function sweep(file: ProofFile, signal: AbortSignal): Promise<Access | Setback> {
  const found = await file.exists(signal);
  if (typeof found !== 'boolean') return found;
  if (!found) return {};
  const removed = await file.remove(signal);
  if (isStepSetback(removed)) return removed;
  return removed === 'done' ? {} : { delete: 'Denied' };
}

async function readAndOverwrite(file: ProofFile, signal: AbortSignal): Promise<Access | Setback> {
  const read = await file.read(signal);
  if (typeof read === 'object' && isSetback(read)) return read;
  if (read !== 'denied' && read.content !== first) return altered();
  const overwritten = await file.overwrite(second, signal);
  if (isStepSetback(overwritten)) return overwritten;
  return {
    read: read === 'denied' ? 'Denied' : 'Granted',
    update: overwritten === 'done' ? 'Granted' : 'Denied',
  };
}

function altered(): Setback {
  return setback('Authorized', 'UnexpectedReply', { about: 'a file that was written is read back as another' });
}

/** The next test sweeps what cannot be removed now. */
async function cleanedUp(file: ProofFile, why: Setback, signal: AbortSignal): Promise<Setback> {
  await file.remove(signal.aborted ? AbortSignal.timeout(cleanUpMs) : signal);
  return why;
}

function isStepSetback(result: StepResult): result is Setback {
  return typeof result === 'object';
}
