import type { Progress } from '../../progress.ts';
import { failure, type Failure } from '../../failure.ts';
import type { Call, Program } from './call.ts';
import { XdrError, XdrReader } from './xdr.ts';

interface Expected<T extends object> {
  xid: number;
  call: Call<T>;
  /** `host:port` */
  about: string;
  progress: Progress;
}

/** Reads a reply (RFC 5531, 9): the procedure's result, or why the server did not call it. */
export function resultOf<T extends object>(record: Buffer, { xid, call, about, progress }: Expected<T>): T | Failure {
  try {
    const reader = new XdrReader(record);
    const isReply = reader.uint32() === xid && reader.uint32() === 1;
    if (!isReply) return foreign(about);
    const denied = reader.bool();
    if (denied) return deniedFor(reader, about, progress);
    reader.uint32();
    reader.opaque(400);
    const status = reader.uint32();
    return status === 0 ? call.read(reader) : refusedFor(status, reader, { program: call.program, about });
  } catch (error) {
    if (!(error instanceof XdrError)) throw error;
    return foreign(about);
  }
}

/** What came is no reply to what was asked. */
export function foreign(about: string): Failure {
  return failure('UnexpectedReply', { about: `${about} does not speak ONC RPC as expected` });
}

/** accept_stat */
function refusedFor(
  status: number,
  reader: XdrReader,
  { program, about }: { program: Program; about: string },
): Failure {
  switch (status) {
    case 1: // PROG_UNAVAIL
      return failure('InvalidConfiguration', { about: `version: ${about} does not serve ${program.title}` });
    case 2: // PROG_MISMATCH
      return failure('InvalidConfiguration', { about: `version: ${about} ${served(reader, program)}` });
    case 5: // SYSTEM_ERR
      return failure('ServiceUnavailable', { about });
    default: // PROC_UNAVAIL, GARBAGE_ARGS and what is not known
      return failure('UnexpectedReply', { about: `${about} does not take a call of ${program.title}` });
  }
}

function served(reader: XdrReader, { title }: Program): string {
  const [low, high] = [reader.uint32(), reader.uint32()];
  const said = low <= high && high < 100 ? `, it serves ${low === high ? low : `${low} to ${high}`}` : '';
  return `does not serve ${title}${said}`;
}

const rpcMismatch = 0;

/** reject_stat and auth_stat */
function deniedFor(reader: XdrReader, about: string, progress: Progress): Failure {
  if (reader.uint32() === rpcMismatch) return foreign(about);
  // It has looked at the ids that it was told.
  progress.reached();
  const weak = reader.uint32() === 5; // AUTH_TOOWEAK, with which BSD servers also refuse source ports
  const causes = [
    'the export wants Kerberos, which is not supported',
    'the server takes source ports below 1024 only',
    ...(weak ? [] : ['the server does not take AUTH_SYS, or not this user id']),
  ];
  return failure('AccessRefused', { about, causes });
}
