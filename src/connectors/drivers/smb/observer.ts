import type { Progress } from '../../progress.ts';
import { suffices } from './dialects.ts';
import { cipherIn, decrypted, type SessionKeys } from './encryption.ts';
import { command, encrypted, FrameSplitter, messagesIn, numberAt, smb1, type Message } from './frames.ts';
import { domainOf, isInDomain, isSigning, ntlmMessageIn, offersKerberosOnly } from './ntlm.ts';
import { refersElsewhere } from './referral.ts';
import { opensShare, opensToAdd } from './requests.ts';
import type { Settings } from './settings.ts';
import { denied, moreProcessingRequired, pathNotCovered, pending, statusName } from './statuses.ts';

/** [MS-SMB2] 2.2.6: seconds between 1601 and 1970, in milliseconds. */
const epochMs = 11_644_473_600_000;

/** [MS-SMB2] 2.2.23.1: id of what a server says unasked, that a lock on a file ends. */
const unasked = 2n ** 64n - 1n;

/** Of a whole test. A listing is of one name: a server that lists more, and more, is cut off. */
const mostBytes = 16 * 1024 * 1024;
const mostMessages = 10_000;

/** What the server said. */
export interface Seen {
  /** Something came from the server. */
  answered: boolean;
  foreign?: true;
  smb1?: true;
  negotiated?: { status: number; dialect: number; cipher: number; serverTimeMs: number };
  domain?: string | undefined;
  /** It is in a domain, or a controller of it. */
  inDomain?: boolean;
  /** It says at once that it takes Kerberos and no NTLM. */
  kerberosOnly?: true;
  /** Its challenge says that it signs nothing. */
  unsigned?: true;
  /** The answer that is made with the password has left. */
  passwordSent?: true;
  signedIn?: { status: number; flags: number };
  tree?: { status: number; type: number; maximalAccess: number };
  encrypted?: true;
  /** The session is encrypted, and smbclient does not tell with which keys. */
  keyless?: true;
  /** Status of the folder's listing; smbclient says of any that no file was found. */
  listed?: number;
  /** Status of the folder, opened for listing and for adding files. */
  openedToAdd?: number;
  /** Responses that say that the account may not. */
  denials?: number;
  /** smbclient has asked for the share. */
  treeAsked?: true;
  /** It said more than a test has use for. */
  endless?: true;
  /** The server sends to another server; nothing goes there. */
  referred?: true;
}

/** [MS-SMB2] 2.2.6 SessionFlags */
const guestOrNobody = 0x1 | 0x2;

/** Whether the server has let the account in, and not a guest or nobody, nor one who showed no password. */
export function isLetIn({ signedIn, passwordSent }: Seen): boolean {
  return passwordSent === true && signedIn?.status === 0 && (signedIn.flags & guestOrNobody) === 0;
}

interface Watch {
  settings: Pick<Settings, 'minDialect' | 'encrypt'>;
  progress: Omit<Progress, 'dialled'>;
  /** Asks for the keys of the session, when the first message comes that they are needed for. */
  askKeys(): SessionKeys | undefined;
}

/** Reads along with a connection and changes nothing. What it cannot read, neither side may have. */
export class Observer {
  readonly seen: Seen = { answered: false };
  readonly #watch: Watch;
  #keys: SessionKeys | undefined;
  readonly #requests = new FrameSplitter();
  readonly #responses = new FrameSplitter();
  readonly #asked = new Map<bigint, Message>();
  #bytes = 0;
  #messages = 0;

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  /** @returns whether the server may have it. */
  fromClient(chunk: Buffer): boolean {
    const frames = this.#requests.push(chunk);
    for (const frame of frames ?? []) {
      const messages = this.#read(frame, 'serverIn');
      if (!messages && this.seen.encrypted && !this.#keys) this.seen.keyless = true;
      if (!messages) return false;
      for (const message of messages) this.#request(message);
    }
    return frames !== undefined;
  }

  /** @returns whether the client may have it. */
  fromServer(chunk: Buffer): boolean {
    this.seen.answered = true;
    this.#bytes += chunk.length;
    if (this.#bytes > mostBytes) return this.#end();
    const frames = this.#responses.push(chunk);
    if (!frames) return this.#cut();
    for (const frame of frames) {
      const messages = this.#read(frame, 'serverOut');
      if (!messages?.every((message) => this.#answers(message))) return this.#cut();
      this.#messages += Math.max(1, messages.length);
      if (this.#messages > mostMessages) return this.#end();
      for (const message of messages) this.#response(message);
    }
    return this.seen.referred === undefined;
  }

  /** What comes back as it was sent is no response. */
  #answers({ id, response }: Message): boolean {
    return response && (id === unasked || this.#asked.has(id));
  }

  #end(): false {
    this.seen.endless = true;
    return false;
  }

  #cut(): false {
    if (!this.seen.smb1 && !this.seen.keyless) this.seen.foreign = true;
    return false;
  }

  #read(frame: Buffer, direction: keyof SessionKeys): Message[] | undefined {
    const id = frame.length < 4 ? 0 : frame.readUInt32BE(0);
    if (id === smb1) this.seen.smb1 = true;
    if (id !== encrypted) return messagesIn(frame);
    this.seen.encrypted = true;
    const keys = (this.#keys ??= this.#watch.askKeys());
    const contents = keys && decrypted(frame, keys[direction], this.seen.negotiated?.cipher ?? 0);
    return contents && messagesIn(contents);
  }

  #request(message: Message): void {
    if (message.command === command.sessionSetup && ntlmMessageIn(message.bytes)?.type === 3) {
      this.seen.passwordSent = true;
      this.#watch.progress.credentialSent();
    }
    if (opensShare(message)) this.seen.treeAsked = true;
    this.#asked.set(message.id, message);
  }

  #response(message: Message): void {
    const { status } = message;
    const request = this.#asked.get(message.id);
    if (!request || status === pending) return;
    if (denied.has(statusName(status) ?? '')) this.seen.denials = (this.seen.denials ?? 0) + 1;
    if (message.command === command.negotiate) this.#negotiated(message);
    if (message.command === command.sessionSetup) this.#sessionSetup(message);
    if (opensShare(request)) {
      this.seen.tree = { status, type: numberAt(message, 2, 1), maximalAccess: numberAt(message, 12, 4) };
    }
    if (message.command === command.queryDirectory) this.seen.listed = status;
    if (opensToAdd(request)) this.seen.openedToAdd = status;
    if (isElsewhere(message) || refersElsewhere(request, message)) this.seen.referred = true;
  }

  #negotiated(message: Message): void {
    const { status } = message;
    const dialect = numberAt(message, 4, 2);
    this.seen.negotiated = { status, dialect, cipher: cipherIn(message), serverTimeMs: timeAt(message, 40) };
    if (offersKerberosOnly(message.bytes)) this.seen.kerberosOnly = true;
    if (status === 0 && suffices(dialect, this.#watch.settings)) this.#watch.progress.reached();
  }

  #sessionSetup(message: Message): void {
    if (message.status !== moreProcessingRequired) {
      this.seen.signedIn = { status: message.status, flags: message.status === 0 ? numberAt(message, 2, 2) : 0 };
      if (isLetIn(this.seen)) this.#watch.progress.accepted();
      return;
    }
    const challenge = ntlmMessageIn(message.bytes);
    if (challenge?.type !== 2) return;
    if (!isSigning(challenge.bytes)) this.seen.unsigned = true;
    this.seen.domain = domainOf(challenge.bytes);
    this.seen.inDomain = isInDomain(challenge.bytes);
  }
}

/** What is asked for is on another server, which a dialect or an account cannot be. */
function isElsewhere({ status, command: asked }: Message): boolean {
  return status === pathNotCovered && asked !== command.negotiate && asked !== command.sessionSetup;
}

function timeAt(message: Message, offset: number): number {
  const low = numberAt(message, offset, 4);
  const high = numberAt(message, offset + 4, 4);
  return (high * 2 ** 32 + low) / 10_000 - epochMs;
}
