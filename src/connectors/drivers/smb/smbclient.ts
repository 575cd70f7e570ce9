import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { environmentOf, parametersOf, type Invocation } from './invocation.ts';

/** More than any command of ours prints. */
const mostText = 64 * 1024;
/** The current folder is never changed, so the prompt is always this. */
const prompt = 'smb: \\> ';

/** It prints these as it prints refusals, but the server said nothing. */
const disconnected = new Set([
  'CONNECTION_DISCONNECTED',
  'CONNECTION_RESET',
  'CONNECTION_ABORTED',
  'CONNECTION_INVALID',
  'CONNECTION_REFUSED',
  'INVALID_CONNECTION',
  'IO_TIMEOUT',
  'PIPE_BROKEN',
  'END_OF_FILE',
  'UNEXPECTED_NETWORK_ERROR',
  'NETWORK_NAME_DELETED',
  'NETWORK_SESSION_EXPIRED',
  'USER_SESSION_DELETED',
]);

/**
 * One run of Samba's smbclient, without a shell: one connection, one sign-in, then commands one after the other. Where this
 * process is killed the connection ends with it, which smbclient notices within five seconds, and ends.
 */
export class Smbclient {
  readonly #child: ChildProcess;
  #text = '';
  #missing = false;
  #wake: (() => void) | undefined;
  #ended = false;
  /** A command was given, and its prompt has not come yet. */
  #busy = false;

  constructor(invocation: Invocation) {
    const { descriptor } = invocation;
    const file = descriptor === undefined ? [] : [descriptor];
    this.#child = spawn('smbclient', parametersOf(invocation), {
      env: environmentOf(invocation),
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe', ...file],
    });
    this.#child.on('error', ({ code }: NodeJS.ErrnoException) => {
      this.#missing = code === 'ENOENT' || code === 'EACCES';
      this.#end();
    });
    this.#child.on('close', () => this.#end());
    this.#child.stdin?.on('error', () => {});
    this.#gather(this.#child.stdout);
    this.#gather(this.#child.stderr);
  }

  /** The program is not installed. */
  get missing(): boolean {
    return this.#missing;
  }

  /** What was printed since the last command. */
  get text(): string {
    return this.#text;
  }

  /** Waits for the prompt. @returns whether it came; not where smbclient has ended, or the time is over. */
  async prompted(signal: AbortSignal): Promise<boolean> {
    const onAbort = () => this.#wake?.();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      while (!this.#atPrompt() && !this.#ended && !signal.aborted) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
      // What went to the other stream before the prompt is there, and is read in the next turn.
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#atPrompt()) this.#busy = false;
      return this.#atPrompt() && !this.#ended;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /**
   * Gives a command, which must be one line.
   * @returns the name behind `NT_STATUS_` that it printed, or `OK`; undefined where the connection or smbclient has ended,
   * or the time is over.
   */
  async ask(command: string, signal: AbortSignal): Promise<string | undefined> {
    if (/[\u0000-\u001f]/.test(command)) throw new Error('a command of smbclient is one line');
    if (this.#busy && !(await this.prompted(signal))) return undefined;
    this.#text = '';
    this.#busy = true;
    this.#child.stdin?.write(`${command}\n`);
    if (!(await this.prompted(signal))) return undefined;
    // The first line repeats the command.
    const status = statusIn(this.#text.slice(this.#text.indexOf('\n') + 1)) ?? 'OK';
    return disconnected.has(status) ? undefined : status;
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }

  #gather(stream: Readable | null): void {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      this.#text = (this.#text + text).slice(-mostText);
      this.#wake?.();
    });
  }

  #atPrompt(): boolean {
    return this.#text.endsWith(prompt) || this.#text.includes(`\n${prompt}`);
  }

  #end(): void {
    this.#ended = true;
    this.#wake?.();
  }
}

/** The name behind the first `NT_STATUS_` in what smbclient printed. */
export function statusIn(text: string): string | undefined {
  return /NT_STATUS_([A-Z0-9_]+)/.exec(text)?.[1];
}
