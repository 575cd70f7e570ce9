import { isFailure, failure, type Failure } from '../../failure.ts';
import { stemOf, type Content, type ProbeFile, type StepResult } from '../../probe/probe-file.ts';
import { fileRefusal, transfer, type Transfer } from './data.ts';
import { unexpected } from './refusals.ts';
import type { Reply } from './reply.ts';
import { momentOf, type Session } from './session.ts';

/** The probe's file in the directory that the session is in. STOR overwrites, so `exists` is what protects a file. */
export function probeFile(session: Session, name: string): ProbeFile {
  return {
    exists: (signal) => exists(session, name, signal),
    create: (content, signal) => create(session, { name, content }, signal),
    read: (signal) => retrieve(session, name, signal),
    overwrite: (content, signal) => store(session, { name, content }, signal),
    remove: (signal) => remove(session, name, signal),
    isNamed: true,
    removeCopies: (signal) => removeCopies(session, name, signal),
  };
}

/** Names in the directory that hold the one of the file, which no other test has. */
async function removeCopies(session: Session, name: string, signal: AbortSignal): Promise<boolean> {
  const listed = await transfer(session, { command: 'NLST' }, signal);
  if (isFailure(listed)) return false;
  const names = listed.received.split(/\r?\n/).map((line) => line.slice(line.lastIndexOf('/') + 1));
  const copies = names.filter((one) => one !== name && one.includes(stemOf(name)));
  for (const copy of copies.slice(0, mostCopies)) await remove(session, copy, signal);
  return copies.length > 0;
}

const mostCopies = 4;

async function exists(session: Session, name: string, signal: AbortSignal): Promise<boolean | Failure> {
  const { control } = session;
  const unfit = await prepare(session, signal);
  if (unfit) return unfit;
  for (const question of session.mlst ? ['MLST', ...old] : old) {
    const found = await control.ask(`${question} ${name}`, signal);
    if (isFailure(found)) return found;
    if (there.has(found.code)) return true;
    if (absent.has(found.code)) return unlinked(session, name, signal);
    if (isUnknown(found.code)) continue;
    const refused = fileRefusal(found, session);
    if (refused !== 'denied') return refused;
  }
  return failure('InvalidConfiguration', {
    about: `the server does not tell whether a file is there (MLST, ${old.join(', ')}), so nothing was written; set spec.requires.proof to Look`,
  });
}

/**
 * What servers without MLST can be asked: RFC 3659 has SIZE, and RFC 959 has RNFR, which does nothing unless RNTO follows.
 * Some have MLST, and refuse it as such (501, 504) where nothing is there.
 */
const old = ['SIZE', 'RNFR'];
const there: ReadonlySet<number> = new Set([213, 250, 350]);
/** RFC 959, 4.2.2: both are "file unavailable", and few servers tell one from the other. */
const absent: ReadonlySet<number> = new Set([450, 550]);

/** Replies that speak of the command and not of the file (RFC 959, 4.2.1). */
function isUnknown(code: number): boolean {
  return code >= 500 && code <= 504;
}

/** A link that leads nowhere is not there to MLST and SIZE, and STOR would write where it leads: so it is deleted unseen. */
async function unlinked({ control }: Session, name: string, signal: AbortSignal): Promise<false | Failure> {
  const deleted = await control.ask(`DELE ${name}`, signal);
  return isFailure(deleted) ? deleted : false;
}

/** Bytes as they are (TYPE I), over data connections that nobody can read where the control connection is such. */
async function prepare(session: Session, signal: AbortSignal): Promise<Failure | undefined> {
  const { control, tls } = session;
  const moment = momentOf(session);
  if (tls && !session.privateData) {
    const level = await control.ask('PROT P', signal);
    if (isFailure(level)) return level;
    if (level.code >= 300) return unexpected(moment, 'does not encrypt data connections (PROT P)');
    session.privateData = true;
  }
  const type = await control.ask('TYPE I', signal);
  if (isFailure(type)) return type;
  return type.code < 300 ? undefined : unexpected(moment, 'does not take bytes as they are (TYPE I)');
}

interface Stored {
  name: string;
  content: string;
}

async function create(session: Session, file: Stored, signal: AbortSignal): Promise<StepResult> {
  const stored = await transferred(session, file, signal);
  if (isFailure(stored)) return stored;
  const result = resultOf(stored, session);
  // An empty file was made all the same.
  if (result === 'denied' && stored.begun) await remove(session, file.name, signal);
  return result;
}

async function store(session: Session, file: Stored, signal: AbortSignal): Promise<StepResult> {
  const stored = await transferred(session, file, signal);
  return isFailure(stored) ? stored : resultOf(stored, session);
}

function transferred(session: Session, { name, content }: Stored, signal: AbortSignal): Promise<Transfer | Failure> {
  return transfer(session, { command: `STOR ${name}`, content }, signal);
}

function resultOf({ reply }: Transfer, session: Session): StepResult {
  return reply.code < 300 ? 'done' : fileRefusal(reply, session);
}

async function retrieve(session: Session, name: string, signal: AbortSignal): Promise<Content> {
  const read = await transfer(session, { command: `RETR ${name}` }, signal);
  if (isFailure(read)) return read;
  return read.reply.code < 300 ? { content: read.received } : goneOr(read.reply, session);
}

async function remove(session: Session, name: string, signal: AbortSignal): Promise<StepResult> {
  const removed = await session.control.ask(`DELE ${name}`, signal);
  if (isFailure(removed)) return removed;
  return removed.code < 300 ? 'done' : goneOr(removed, session);
}

/** 550 is said of a file that is not there and of one that may not be used: only the words tell. */
function goneOr(reply: Reply, session: Session): 'denied' | Failure {
  const isGone = reply.code === 550 && goneWords.test(reply.text);
  return isGone ? failure('TargetNotFound', { about: momentOf(session).about }) : fileRefusal(reply, session);
}

const goneWords = /no such file|not found|cannot find|does(?: not|n't) exist/i;
