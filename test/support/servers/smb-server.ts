import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { FrameSplitter, messagesIn, type Message } from '../../../src/connectors/drivers/smb/frames.ts';
import { answerIn, challengeMessage, pair, proofIn } from './ntlm-answers.ts';
import { bodyOf, frameOf, spnegoAccepted, spnegoChallenge, spnegoOffer } from './smb-wire.ts';

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
}

export interface SmbServer {
  host: string;
  port: number;
  /** `DOMAIN\user: taken`, or why it was not, for each answer to a challenge. */
  logins: string[];
  connections(): number;
  stop(): Promise<void>;
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
const dfs = 0x1;
const getDfsReferrals = 0x60194;
/** Rights that a folder is opened with for adding files to it. */
const listAndAdd = 0x3;

/** Speaks as much of SMB 2.0.2 as it takes to sign in with NTLMv2 and to list a folder; checks the answer to its challenge. */
export async function startSmbServer(options: SmbServerOptions): Promise<SmbServer> {
  const sockets = new Set<Socket>();
  const logins: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    const visit = new Visit(socket, options, logins);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => visit.hear(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    logins,
    connections: () => connections,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
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
      this.#socket.write(
        Buffer.concat([Buffer.from([0, 0, 0, 36]), Buffer.from('ff534d4272', 'hex'), Buffer.alloc(31)]),
      );
      return;
    }
    const errorBody = bodyOf(9, [[0, 2, 9]]);
    const reply = { command: message.command, messageId: message.id, session: 1, tree: tree ?? 1, status: code };
    this.#socket.write(frameOf({ ...reply, body: body ?? errorBody }, this.#key));
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
        return { body: bodyOf(60, [[0, 2, 60]]) };
      case 11:
        return this.#control(message);
      case 14:
        return { status: status.noFile };
      case 2:
      case 4:
      case 13:
        return { body: bodyOf(4, [[0, 2, 4]]) };
      default:
        return { status: status.unsupported };
    }
  }

  #open(toAdd: boolean): Answer | undefined {
    const { closesAt, status: wanted = {} } = this.#options;
    if (closesAt === (toAdd ? 'open' : 'list')) return undefined;
    const refusal = wanted.list ?? (toAdd ? wanted.openToAdd : undefined);
    if (refusal !== undefined) return { status: refusal };
    return {
      body: bodyOf(
        88,
        [
          [0, 2, 89],
          [64, 4, 7],
        ],
        Buffer.alloc(1),
      ),
    };
  }

  #control({ bytes }: Message): Answer {
    if (bytes.readUInt32LE(68) !== getDfsReferrals) return { status: status.noSuchRequest };
    if (!this.#options.refers) return { status: status.notFound };
    return {
      body: bodyOf(
        48,
        [
          [0, 2, 49],
          [4, 4, getDfsReferrals],
        ],
        Buffer.alloc(64),
      ),
    };
  }

  #negotiated(): Answer {
    const { clock = Date.now(), status: wanted, refers, offers } = this.#options;
    if (wanted?.negotiate) return { status: wanted.negotiate };
    const offer = spnegoOffer(offers);
    const body = bodyOf(
      64,
      [
        [0, 2, 65],
        [2, 2, 1],
        [4, 2, 0x202],
        [24, 4, refers ? dfs : 0],
        [28, 4, 65536],
        [32, 4, 65536],
        [36, 4, 65536],
        [56, 2, 128],
        [58, 2, offer.length],
      ],
      offer,
    );
    body.writeBigUInt64LE((BigInt(clock) + 11_644_473_600_000n) * 10_000n, 40);
    return { body };
  }

  #signIn(message: Message): Answer | undefined {
    const { closesAt, status: wanted, sessionFlags = 0, offers } = this.#options;
    if (offers === 'Kerberos') return { status: status.invalidParameter };
    if (!this.#challenged) {
      if (closesAt === 'challenge') return undefined;
      this.#challenged = true;
      return { status: status.more, body: sessionSetup(0, spnegoChallenge(this.#challenge())) };
    }
    const { name, key, fault } = this.#judge(message.bytes.subarray(message.bytes.indexOf('NTLMSSP\0')));
    this.#logins.push(`${name}: ${fault ?? 'taken'}`);
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
    return {
      body: bodyOf(16, [
        [0, 2, 16],
        [2, 1, pipe ? 2 : shareType],
        [12, 4, maximalAccess],
      ]),
    };
  }

  /** [MS-NLMP] 2.2.1.2; no exchange of keys is offered, so the key of the session comes from the password alone. */
  #challenge(): Buffer {
    const { domain = 'CORP' } = this.#options;
    const name = Buffer.from(domain, 'utf16le');
    const computer = Buffer.from(this.#options.computer ?? domain, 'utf16le');
    const info = Buffer.concat([
      pair(2, name),
      pair(1, computer),
      pair(4, Buffer.from('corp.example', 'utf16le')),
      pair(0),
    ]);
    return challengeMessage({ domain: this.#options.domain ?? 'CORP', info, flags: 0xa28a8215, nonce: this.#nonce });
  }

  #judge(message: Buffer): { name: string; key: Buffer; fault?: string } {
    const { user, password } = this.#options;
    const answer = answerIn(message);
    const { name, nt } = answer;
    if (nt.length <= 24) return { name, key: nt, fault: 'not version 2' };
    const { isRight, sessionKey: key } = proofIn(answer, this.#nonce, password);
    if (answer.user !== user) return { name, key, fault: 'unknown user' };
    return isRight ? { name, key } : { name, key, fault: 'wrong password' };
  }
}

function sessionSetup(flags: number, token: Buffer): Buffer {
  return bodyOf(
    8,
    [
      [0, 2, 9],
      [2, 2, flags],
      [4, 2, 72],
      [6, 2, token.length],
    ],
    token,
  );
}
