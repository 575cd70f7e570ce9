import type { Socket } from 'node:net';
import type { Progress } from '../../progress.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import { fromNetworkError } from '../../transport/network-error.ts';
import { isReserved } from '../../transport/reserved-port.ts';
import type { Call, Claim } from './call.ts';
import { RecordReader, recordOf } from './records.ts';
import { foreign, resultOf } from './rpc-reply.ts';
import { XdrWriter } from './xdr.ts';

export interface RpcOptions {
  /** `host:port` */
  about: string;
  signal: AbortSignal;
  progress: Progress;
  claim: Claim;
  /** Transaction id of the first call. */
  xid: number;
}

/** Calls procedures over one TCP connection, one at a time (RFC 5531). */
export class RpcConnection {
  readonly #socket: Socket;
  readonly #options: RpcOptions;
  readonly #records = new RecordReader();
  readonly #onAbort = () => this.#lose(failure('TimedOut', { about: this.#options.about }));
  /** Whether it comes from a source port below 1024. */
  readonly reserved: boolean;
  #xid: number;
  #lost: Failure | undefined;
  #answer: ((reply: Buffer | Failure) => void) | undefined;

  constructor(socket: Socket, options: RpcOptions) {
    const { about, signal } = options;
    this.#socket = socket;
    this.#options = options;
    this.#xid = options.xid >>> 0;
    this.reserved = isReserved(socket.localPort);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#lose(fromNetworkError(error, about, signal)));
    socket.on('close', () => this.#lose(failure('ServiceUnavailable', { about })));
    signal.addEventListener('abort', this.#onAbort, { once: true });
    if (signal.aborted) this.#onAbort();
  }

  /** @returns the result of the procedure, or why there is none. */
  async call<T extends object>(call: Call<T>): Promise<T | Failure> {
    if (this.#lost) return this.#lost;
    const xid = this.#xid;
    this.#xid = (xid + 1) >>> 0;
    const { promise, resolve } = Promise.withResolvers<Buffer | Failure>();
    this.#answer = resolve;
    this.#socket.write(recordOf(messageOf(xid, call, this.#options.claim)));
    const reply = await promise;
    const { about, progress } = this.#options;
    return isFailure(reply) ? reply : resultOf(reply, { xid, call, about, progress });
  }

  get progress(): Progress {
    return this.#options.progress;
  }

  close(): void {
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const records = this.#records.push(chunk);
    if (records === 'malformed' || records.length > 1 || (records.length === 1 && !this.#answer)) {
      this.#lose(foreign(this.#options.about));
      return;
    }
    const [record] = records;
    if (record) this.#settle(record);
  }

  #lose(why: Failure): void {
    this.#lost ??= why;
    this.#settle(this.#lost);
    this.#socket.destroy();
  }

  #settle(reply: Buffer | Failure): void {
    this.#answer?.(reply);
    this.#answer = undefined;
  }
}

const authNone = 0;
const authSys = 1;

function messageOf<T extends object>(xid: number, { program, procedure, args }: Call<T>, claim: Claim): Buffer {
  return new XdrWriter()
    .uint32(xid)
    .uint32(0) // CALL
    .uint32(2) // version of RPC
    .uint32(program.number)
    .uint32(program.version)
    .uint32(procedure)
    .uint32(authSys)
    .opaque(credentialOf(claim))
    .uint32(authNone)
    .uint32(0)
    .raw(args ?? Buffer.alloc(0))
    .bytes();
}

/** authsys_parms (RFC 5531, appendix A); the name of the machine is no secret of the cluster's. */
function credentialOf({ uid, gid, gids }: Claim): Buffer {
  const body = new XdrWriter().uint32(0).string('connection-operator').uint32(uid).uint32(gid).uint32(gids.length);
  return gids.reduce((writer, id) => writer.uint32(id), body).bytes();
}
