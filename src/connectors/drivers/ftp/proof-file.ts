import { isSetback, setback, type Setback } from '../../finding.ts';
import type { ProofFile, StepResult } from '../../proof/prove.ts';
import { fileRefusal, transfer } from './data.ts';
import { unexpected } from './refusals.ts';
import type { Session } from './session.ts';

/** The probe's file in the directory that the session is in. STOR overwrites, so `exists` is what protects a file. */
export function proofFile(session: Session, name: string): ProofFile {
  return {
    exists: (signal) => exists(session, name, signal),
    create: (content, signal) => store(session, { name, content }, signal),
    read: (signal) => retrieve(session, name, signal),
    overwrite: (content, signal) => store(session, { name, content }, signal),
    remove: (signal) => remove(session, name, signal),
  };
}

async function exists(session: Session, name: string, signal: AbortSignal): Promise<boolean | Setback> {
  const { control } = session;
  const unfit = await prepare(session, signal);
  if (unfit) return unfit;
  const found = await control.ask(`${session.mlst === 'none' ? 'SIZE' : 'MLST'} ${name}`, signal);
  if (isSetback(found)) return found;
  if (found.code === 213 || found.code === 250) return true;
  if (found.code === 550) return false;
  const refused = fileRefusal(found, session);
  if (refused !== 'denied') return refused;
  return setback('Authorized', 'InvalidConfiguration', {
    about:
      'the server does not tell whether a file is there (MLST, SIZE), so nothing was written; set spec.requires.proof to Look',
  });
}

/** Bytes as they are (TYPE I), over data connections that nobody can read where the control connection is such. */
async function prepare(session: Session, signal: AbortSignal): Promise<Setback | undefined> {
  const { control, tls } = session;
  const moment = { rung: 'Authorized', about: control.about, secure: tls !== undefined } as const;
  if (tls && !session.privateData) {
    const level = await control.ask('PROT P', signal);
    if (isSetback(level)) return level;
    if (level.code >= 300) return unexpected(moment, 'does not encrypt data connections (PROT P)');
    session.privateData = true;
  }
  const type = await control.ask('TYPE I', signal);
  if (isSetback(type)) return type;
  return type.code < 300 ? undefined : unexpected(moment, 'does not take bytes as they are (TYPE I)');
}

async function store(
  session: Session,
  { name, content }: { name: string; content: string },
  signal: AbortSignal,
): Promise<StepResult> {
  const stored = await transfer(session, { command: `STOR ${name}`, content }, signal);
  if (isSetback(stored)) return stored;
  return stored.reply.code < 300 ? 'done' : fileRefusal(stored.reply, session);
}

async function retrieve(
  session: Session,
  name: string,
  signal: AbortSignal,
): Promise<{ content: string } | 'denied' | Setback> {
  const read = await transfer(session, { command: `RETR ${name}` }, signal);
  if (isSetback(read)) return read;
  return read.reply.code < 300 ? { content: read.received } : fileRefusal(read.reply, session);
}

async function remove(session: Session, name: string, signal: AbortSignal): Promise<StepResult> {
  const removed = await session.control.ask(`DELE ${name}`, signal);
  if (isSetback(removed)) return removed;
  return removed.code < 300 ? 'done' : fileRefusal(removed, session);
}
