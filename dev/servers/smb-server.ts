import { randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { FrameSplitter, messagesIn, type Message } from '../../src/connectors/drivers/smb/frames.ts';
import { onLoopback, type Loopback } from '../loopback.ts';
import {
  ancientFrame,
  closed,
  connectedTo,
  done,
  errorBody,
  getDfsReferrals,
  listing,
  negotiated,
  opened,
  referral,
  sessionSetup,
} from './smb-bodies.ts';
import { challengeOf, judge } from './smb-ntlm.ts';
import type { Tap } from './tap.ts';
import { frameOf, spnegoAccepted, spnegoChallenge, spnegoOffer } from './smb-wire.ts';

export interface SmbServerOptions {
  user: string;
  password: string;
  domain?: string;
  /** Name of the server, where it is another than that of the domain. */
  computer?: string;
  /** NTSTATUS of the answer to each step, where it is not success. */
  status?: { negotiate?: number; signIn?: number; tree?: number; list?: number; openToAdd?: number };
  /** SessionFlags of a session that is let in. */
  sessionFlags?: number;
  shareType?: number;
  maximalAccess?: number;
  /** Milliseconds since 1970. */
  clock?: number;
  /** Ends the connection instead of answering that command. */
  closesAt?: 'negotiate' | 'challenge' | 'sign-in' | 'tree' | 'list' | 'open';
  /** Ways to sign in; NTLM where it does not say. Kerberos is offered, and nothing else taken. */
  offers?: 'Kerberos' | 'NTLM' | 'both';
  /** Answers with SMB 1. */
  ancient?: boolean;
  /** Sends the client to another server. */
  refers?: boolean;
  /** Lists files whenever it is asked for more of them. */
  endless?: boolean;
  tap?: Tap;
}

export interface SmbServer extends Loopback {
  /** `DOMAIN\user: taken`, or why it was not, for each answer to a challenge. */
  logins: string[];
  connections(): number;
}

const status = {
  more: 0xc0000016,
  logonFailure: 0xc000006d,
  noFile: 0xc000000f,
  notFound: 0xc0000225,
  unsupported: 0xc00000bb,
  invalidParameter: 0xc000000d,
  noSuchRequest: 0xc0000010,
};
const pipeShare = 2;
/** Rights that a folder is opened with for adding files to it. */
const listAndAdd = 0x3;

/** Speaks as much of SMB 2.0.2 as it takes to sign in with NTLMv2 and to list a folder; checks the answer to its challenge. */
export async function startSmbServer(options: SmbServerOptions): Promise<SmbServer> {
  const logins: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    const visit = new Visit(socket, options, logins);
    socket.on('error', () => {}).on('data', (chunk) => visit.hear(chunk));
  });
  return { ...(await onLoopback(server)), logins, connections: () => connections };
}

interface Answer {
  status?: number;
  body?: Buffer;
  tree?: number;
}

class Visit {
  readonly #socket: Socket;
  readonly #options: SmbServerOptions;
  readonly #logins: string[];
  readonly #frames = new FrameSplitter();
  readonly #nonce = randomBytes(8);
  #challenged = false;
  #key: Buffer | undefined;

  constructor(socket: Socket, options: SmbServerOptions, logins: string[]) {
    this.#socket = socket;
    this.#options = options;
    this.#logins = logins;
  }

  hear(chunk: Buffer): void {
    for (const message of (this.#frames.push(chunk) ?? []).flatMap((frame) => messagesIn(frame) ?? [])) {
      const answer = this.#answer(message);
      if (!answer) {
        this.#socket.destroy();
        return;
      }
      this.#say(message, answer);
    }
  }

  #say(message: Message, { status: code = 0, body, tree }: Answer): void {
    if (this.#options.ancient) {
      this.#socket.write(ancientFrame);
      return;
    }
    const reply = { command: message.command, messageId: message.id, session: 1, tree: tree ?? 1, status: code };
    const key = this.#key;
    const make = (other: number) => frameOf({ ...reply, status: other, body: body ?? errorBody }, key);
    const bytes = make(code);
    const step = `${message.command}${message.command === 1 ? (code === status.more ? ', challenge' : ', verdict') : ''}`;
    const instead = this.#options.tap?.({ step, bytes, withCode: make });
    for (const one of instead?.send ?? [bytes]) this.#socket.write(one);
    if (instead?.close) this.#socket.end();
  }

  #answer(message: Message): Answer | undefined {
    const { closesAt } = this.#options;
    switch (message.command) {
      case 0:
        return closesAt === 'negotiate' ? undefined : this.#negotiated();
      case 1:
        return this.#signIn(message);
      case 3:
        return closesAt === 'tree' ? undefined : this.#tree(message);
      case 5:
        return this.#open(message.bytes.readUInt32LE(88) === listAndAdd);
      case 6:
        return { body: closed };
      case 11:
        return this.#control(message);
      case 14:
        return this.#options.endless ? { body: listing } : { status: status.noFile };
      case 2:
      case 4:
      case 13:
        return { body: done };
      default:
        return { status: status.unsupported };
    }
  }

  #open(toAdd: boolean): Answer | undefined {
    const { closesAt, status: wanted = {} } = this.#options;
    if (closesAt === (toAdd ? 'open' : 'list')) return undefined;
    const refusal = wanted.list ?? (toAdd ? wanted.openToAdd : undefined);
    if (refusal !== undefined) return { status: refusal };
    return { body: opened };
  }

  #control({ bytes }: Message): Answer {
    if (bytes.readUInt32LE(68) !== getDfsReferrals) return { status: status.noSuchRequest };
    if (!this.#options.refers) return { status: status.notFound };
    return { body: referral };
  }

  #negotiated(): Answer {
    const { clock = Date.now(), status: wanted, refers, offers } = this.#options;
    if (wanted?.negotiate) return { status: wanted.negotiate };
    return { body: negotiated({ clock, dfs: refers === true, offer: spnegoOffer(offers) }) };
  }

  #signIn(message: Message): Answer | undefined {
    const { closesAt, status: wanted, sessionFlags = 0, offers } = this.#options;
    if (offers === 'Kerberos') return { status: status.invalidParameter };
    if (!this.#challenged) {
      if (closesAt === 'challenge') return undefined;
      this.#challenged = true;
      return { status: status.more, body: sessionSetup(0, spnegoChallenge(challengeOf(this.#options, this.#nonce))) };
    }
    const { name, key, fault } = judge(message.bytes, this.#nonce, this.#options);
    // A message without NTLM in it shows no password.
    if (fault !== 'no answer') this.#logins.push(`${name}: ${fault ?? 'taken'}`);
    if (closesAt === 'sign-in') return undefined;
    if (wanted?.signIn) return { status: wanted.signIn };
    if (sessionFlags !== 0) return { body: sessionSetup(sessionFlags, Buffer.alloc(0)) };
    if (fault !== undefined) return { status: status.logonFailure };
    this.#key = key;
    return { body: sessionSetup(0, spnegoAccepted(key)) };
  }

  #tree(message: Message): Answer {
    const { status: wanted, shareType = 1, maximalAccess = 0x1f01ff } = this.#options;
    const start = message.bytes.readUInt16LE(68);
    const path = message.bytes.toString('utf16le', start, start + message.bytes.readUInt16LE(70));
    const pipe = path.toUpperCase().endsWith('IPC$');
    if (wanted?.tree && !pipe) return { status: wanted.tree };
    return { body: connectedTo(pipe ? pipeShare : shareType, maximalAccess) };
  }
}
