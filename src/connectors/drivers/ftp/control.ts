import type { Socket } from 'node:net';
import { isFailure, failure, type Failure } from '../../failure.ts';
import { fromNetworkError } from '../../transport/network-error.ts';
import { ReplyParser, type Reply } from './reply.ts';

type Loss = { error: Error } | 'closed' | 'foreign' | 'endless' | 'babbling';

/** Of replies that nobody has asked for or read yet, more than this are never kept. */
const mostReplies = 100;

/** How long a server may take to answer QUIT. */
const farewellMs = 1000;

/** The control connection: one question at a time, and what each end of it means. */
export class Control {
  /** `host:port` */
  readonly about: string;
  /** Set from the moment the password is sent until its answer is known. */
  passwordSent = false;
  /** What an error of the connection means; set where TLS has more to say. */
  explain: ((error: Error) => Failure | undefined) | undefined;
  #socket: Socket;
  #parser = new ReplyParser();
  #replies: Reply[] = [];
  #loss: Loss | undefined;
  /** Replies that are still to come; the greeting is one. */
  #owed = 1;
  #wake: (() => void) | undefined;
  #detach: () => void;

  constructor(socket: Socket, about: string) {
    this.about = about;
    this.#socket = socket;
    this.#detach = this.#listen(socket);
  }

  get socket(): Socket {
    return this.#socket;
  }

  /** Whether something came that nobody asked for, of which TLS must not begin. */
  get unread(): boolean {
    return this.#replies.length > 0 || this.#parser.midway;
  }

  /** Lets go of the socket, so that TLS can have it. */
  release(): Socket {
    this.#detach();
    return this.#socket;
  }

  /** Goes on over TLS. */
  adopt(socket: Socket): void {
    this.#socket = socket;
    this.#parser = new ReplyParser();
    this.#detach = this.#listen(socket);
  }

  /**
   * Sends one command.
   * @param onSending - called right before it goes out, which it does not if the server has left by then
   * @returns its first reply, or how the connection ended. @throws if the command is two.
   */
  async ask(command: string, signal: AbortSignal, onSending?: () => void): Promise<Reply | Failure> {
    if (/[\r\n\0]/.test(command)) throw new Error('a command must be one line');
    while (this.#owed > 0) {
      const late = await this.reply(signal);
      if (isFailure(late)) return late;
    }
    // What comes unasked answers nothing, unless it is a goodbye.
    const goodbye = this.#replies.splice(0).find(({ code }) => code === 421);
    if (goodbye) return goodbye;
    if (this.#loss === undefined) {
      onSending?.();
      this.#socket.write(`${command}\r\n`);
    }
    this.#owed += 1;
    return this.reply(signal);
  }

  /** The next reply, for example the one that ends a transfer. */
  async reply(signal: AbortSignal): Promise<Reply | Failure> {
    while (this.#replies.length === 0) {
      if (signal.aborted) return failure('TimedOut', { about: this.about });
      if (this.#loss !== undefined) return this.#explainLoss(this.#loss, signal);
      await this.#news(signal);
    }
    const [reply] = this.#replies.splice(0, 1) as [Reply];
    if (reply.code >= 200) this.#owed -= 1;
    return reply;
  }

  /** Says goodbye and closes; a server that does not answer is left. */
  async leave(signal: AbortSignal): Promise<void> {
    if (this.#loss === undefined && !signal.aborted && this.#owed <= 0) {
      await this.ask('QUIT', AbortSignal.any([signal, AbortSignal.timeout(farewellMs)]));
    } else if (this.#loss === undefined) {
      this.#socket.write('QUIT\r\n');
    }
    this.#socket.destroySoon();
    this.#socket.unref();
  }

  #explainLoss(loss: Loss, signal: AbortSignal): Failure {
    const { about } = this;
    if (loss === 'foreign') return failure('UnexpectedReply', { about: `${about} does not speak FTP` });
    if (loss === 'endless') return failure('UnexpectedReply', { about: `${about} sends a reply without end` });
    if (loss === 'babbling') return failure('UnexpectedReply', { about: `${about} answers what was not asked` });
    if (loss === 'closed') return failure('ServiceUnavailable', { about: `${about} closes the connection` });
    const found = this.explain?.(loss.error) ?? fromNetworkError(loss.error, about, signal);
    // vsftpd says "500 OOPS" without TLS in the midst of it, for example where the user has no home directory.
    const broken = this.passwordSent && found.reason === 'UnexpectedReply';
    return broken ? { ...found, about: `${about} breaks off where it should open a session for this user` } : found;
  }

  async #news(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = (): void => resolve();
    this.#wake = wake;
    signal.addEventListener('abort', wake, { once: true });
    await promise;
    signal.removeEventListener('abort', wake);
    this.#wake = undefined;
  }

  #listen(socket: Socket): () => void {
    const onData = (bytes: Buffer): void => {
      const found = this.#parser.feed(bytes);
      const fault = typeof found === 'string' ? found : undefined;
      if (typeof found !== 'string') this.#replies.push(...found);
      if (fault === undefined && this.#replies.length <= mostReplies) return this.#wake?.();
      this.#replies.length = 0;
      this.#lose(fault ?? 'babbling');
      socket.destroy();
    };
    const onError = (error: Error): void => this.#lose({ error });
    const onEnd = (): void => this.#lose('closed');
    socket.on('data', onData).on('error', onError).on('end', onEnd).on('close', onEnd);
    return () => {
      socket.pause();
      socket.off('data', onData).off('error', onError).off('end', onEnd).off('close', onEnd);
    };
  }

  #lose(loss: Loss): void {
    this.#loss ??= loss;
    this.#wake?.();
  }
}
