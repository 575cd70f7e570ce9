import { command, encrypted, FrameSplitter, messagesIn, numberAt, smb1, type Message } from './frames.ts';
import { domainOf, isInDomain, ntlmMessageIn, offersKerberosOnly } from './ntlm.ts';
import { moreProcessingRequired } from './statuses.ts';

/** [MS-SMB2] 2.2.31 */
const getDfsReferrals = 0x60194;
/** [MS-SMB2] 2.2.6: seconds between 1601 and 1970, in milliseconds. */
const epochMs = 11_644_473_600_000;

/** What the server said, as far as it is not encrypted: signing in never is. */
export interface Seen {
  /** Something came from the server. */
  answered: boolean;
  foreign?: true;
  smb1?: true;
  negotiated?: { status: number; dialect: number; serverTimeMs: number };
  domain?: string | undefined;
  /** It is in a domain, or a controller of it. */
  inDomain?: boolean;
  /** It says at once that it takes Kerberos and no NTLM. */
  kerberosOnly?: true;
  /** The answer that is made with the password has left. */
  passwordSent?: true;
  signedIn?: { status: number; flags: number };
  tree?: { status: number; type: number; maximalAccess: number };
  encrypted?: true;
  /** The server sends to another server; nothing goes there. */
  referred?: true;
}

/** Reads along with a connection and changes nothing. */
export class Observer {
  readonly seen: Seen = { answered: false };
  readonly #requests = new FrameSplitter();
  readonly #responses = new FrameSplitter();
  readonly #shares = new Set<bigint>();
  readonly #referrals = new Set<bigint>();

  fromClient(chunk: Buffer): void {
    for (const frame of this.#requests.push(chunk) ?? []) {
      for (const message of messagesIn(frame)) this.#request(message);
    }
  }

  /** @returns whether the client may have it. */
  fromServer(chunk: Buffer): boolean {
    this.seen.answered = true;
    const frames = this.#responses.push(chunk);
    if (!frames) {
      this.seen.foreign = true;
      return false;
    }
    for (const frame of frames) {
      const id = frame.length < 4 ? 0 : frame.readUInt32BE(0);
      if (id === encrypted) this.seen.encrypted = true;
      if (id === smb1) this.seen.smb1 = true;
      for (const message of messagesIn(frame)) this.#response(message);
    }
    return this.seen.referred === undefined;
  }

  #request(message: Message): void {
    if (message.command === command.sessionSetup && ntlmMessageIn(message.bytes)?.type === 3) {
      this.seen.passwordSent = true;
    }
    if (message.command === command.treeConnect && !/\\ipc\$$/i.test(pathOf(message))) this.#shares.add(message.id);
    if (message.command === command.ioctl && numberAt(message, 4, 4) === getDfsReferrals) {
      this.#referrals.add(message.id);
    }
  }

  #response(message: Message): void {
    const { status } = message;
    if (message.command === command.negotiate) {
      this.seen.negotiated = { status, dialect: numberAt(message, 4, 2), serverTimeMs: timeAt(message, 40) };
    }
    if (message.command === command.negotiate && offersKerberosOnly(message.bytes)) this.seen.kerberosOnly = true;
    if (message.command === command.sessionSetup) this.#sessionSetup(message);
    if (message.command === command.treeConnect && this.#shares.has(message.id)) {
      this.seen.tree = { status, type: numberAt(message, 2, 1), maximalAccess: numberAt(message, 12, 4) };
    }
    if (this.#referrals.has(message.id) && status === 0) this.seen.referred = true;
  }

  #sessionSetup(message: Message): void {
    if (message.status !== moreProcessingRequired) {
      this.seen.signedIn = { status: message.status, flags: message.status === 0 ? numberAt(message, 2, 2) : 0 };
      return;
    }
    const challenge = ntlmMessageIn(message.bytes);
    if (challenge?.type !== 2) return;
    this.seen.domain = domainOf(challenge.bytes);
    this.seen.inDomain = isInDomain(challenge.bytes);
  }
}

function pathOf(message: Message): string {
  const start = numberAt(message, 4, 2);
  return message.bytes.toString('utf16le', start, start + numberAt(message, 6, 2));
}

function timeAt(message: Message, offset: number): number {
  const low = numberAt(message, offset, 4);
  const high = numberAt(message, offset + 4, 4);
  return (high * 2 ** 32 + low) / 10_000 - epochMs;
}
