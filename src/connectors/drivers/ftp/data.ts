import { isIPv6, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isFailure, failure, type Failure } from '../../failure.ts';
import { unwrittenFix } from '../../probe/unwritten.ts';
import { dialBeside } from '../../transport/dial.ts';
import { commonRefusal, unexpected } from './refusals.ts';
import type { Reply } from './reply.ts';
import { momentOf, type Session } from './session.ts';

/** How long the answer to a command is waited for before the handshake that it may itself wait for. */
const patienceMs = 300;
/** More than this of a file is never read. */
const limitBytes = 64 * 1024;

export interface Transfer {
  /** What the server says of it in the end. */
  reply: Reply;
  received: string;
  /** Whether the server had agreed to it at first. */
  begun: boolean;
}

/**
 * One transfer over a data connection, always a passive one.
 * @param command - STOR or RETR
 * @param content - what is stored; absent where something is read
 */
export async function transfer(
  session: Session,
  { command, content }: { command: string; content?: string },
  signal: AbortSignal,
): Promise<Transfer | Failure> {
  const { control, tls } = session;
  const raw = await openData(session, signal);
  if (isFailure(raw)) return raw;
  const asked = control.ask(command, signal);
  // Some servers answer after the handshake of the data connection, and some lose one that begins before they answer.
  await Promise.race([asked, delay(patienceMs, undefined, { signal, ref: false }).catch(() => {})]);
  const securing = tls?.begin(raw, signal);
  const socket = securing?.socket ?? raw;
  try {
    const first = await asked;
    if (isFailure(first)) return first;
    if (first.code >= 300) return { reply: first, received: '', begun: false };
    const failed = await securing?.done;
    if (failed) return { ...failed, about: dataOf(session) };
    const received = await moved(socket, content, signal);
    // Some servers leave out the reply that it begins (150), and say at once that it is done.
    const reply = first.code >= 200 ? first : await control.reply(signal);
    return isFailure(reply) ? reply : { reply, received, begun: true };
  } finally {
    socket.destroy();
    raw.destroy();
  }
}

async function openData(session: Session, signal: AbortSignal): Promise<Socket | Failure> {
  const port = await passivePort(session, signal);
  if (typeof port !== 'number') return port;
  const { control, context } = session;
  return dialBeside(control.socket, port, { context, about: dataOf(session), signal });
}

/** EPSV (RFC 2428), then PASV. Whatever address the server names, only the port is taken. */
async function passivePort(session: Session, signal: AbortSignal): Promise<number | Failure> {
  const { control } = session;
  if (!session.pasv) {
    const extended = await control.ask('EPSV', signal);
    if (isFailure(extended)) return extended;
    if (extended.code === 229) return portOf(/\((.)\1\1(\d{1,5})\1\)/.exec(extended.text)?.[2], session);
    if (extended.code < 500 || isIPv6(control.socket.remoteAddress ?? '')) return refused(extended, session);
    session.pasv = true;
  }
  const passive = await control.ask('PASV', signal);
  if (isFailure(passive)) return passive;
  if (passive.code !== 227) return refused(passive, session);
  const numbers = /\d{1,3},\d{1,3},\d{1,3},\d{1,3},(\d{1,3}),(\d{1,3})/.exec(passive.text);
  return portOf(numbers ? String(Number(numbers[1]) * 256 + Number(numbers[2])) : undefined, session);
}

function portOf(digits: string | undefined, session: Session): number | Failure {
  const port = Number(digits ?? 0);
  return port > 0 && port < 65536 ? port : unexpected(momentOf(session), 'names no port for data');
}

function refused(reply: Reply, session: Session): Failure {
  const moment = momentOf(session);
  return commonRefusal(reply, moment) ?? unexpected(moment, 'opens no passive data connection');
}

function dataOf({ control }: Session): string {
  return `${control.about}, its data connection`;
}

/** Sends or takes what the connection is for. How it ended, the server's last reply tells. */
async function moved(socket: Socket, content: string | undefined, signal: AbortSignal): Promise<string> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const chunks: Buffer[] = [];
  let length = 0;
  const onAbort = (): void => resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  socket.on('error', () => resolve()).on('close', () => resolve());
  if (content === undefined) {
    socket.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limitBytes) socket.destroy();
      else chunks.push(chunk);
    });
    socket.on('end', () => resolve());
  } else {
    socket.resume();
    socket.end(content, () => resolve());
  }
  await over;
  signal.removeEventListener('abort', onAbort);
  return Buffer.concat(chunks).toString('utf8');
}

/** What was refused or has failed in a transfer or a deletion, by RFC 959's codes. */
export function fileRefusal(reply: Reply, session: Session): 'denied' | Failure {
  const moment = momentOf(session);
  const { code } = reply;
  const common = code === 530 ? undefined : commonRefusal(reply, moment);
  if (common) return common;
  if ([500, 502, 530, 532, 550, 553].includes(code)) return 'denied';
  if (code === 452 || code === 552) return unexpected(moment, 'has no space left for a file');
  if (code === 425 || code === 426) return failure('ServiceUnavailable', { about: dataOf(session) });
  // Apache FtpServer says so where the system lets it not write, but of a broken disk too.
  if (code === 551) {
    return { ...unexpected(moment, 'fails while it opens or writes a file (551)'), fix: unwrittenFix };
  }
  if (code === 522) return unexpected(moment, 'does not take the TLS of the data connection');
  return unexpected(moment, 'fails to do what a file needs');
}
