import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { nameOf, type Dialect, type Settings } from './settings.ts';

/** What smb.conf calls the dialects. */
const dialectNames: Readonly<Record<Dialect, string>> = {
  '2.0.2': 'SMB2_02',
  '2.1': 'SMB2_10',
  '3.0': 'SMB3_00',
  '3.0.2': 'SMB3_02',
  '3.1.1': 'SMB3_11',
};

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

export interface Call {
  settings: Settings;
  password: string;
  /** Port on this machine that leads to the server. */
  port: number;
  /** A file for `put` and `get`. */
  descriptor?: number | undefined;
}

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

  constructor(call: Call) {
    const descriptor = call.descriptor === undefined ? [] : [call.descriptor];
    this.#child = spawn('smbclient', parametersOf(call), {
      env: environmentOf(call),
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe', ...descriptor],
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

/**
 * The name behind the first `NT_STATUS_` in what smbclient printed. Where it would go to another server, or to this one
 * again to ask for that, it says that it cannot connect.
 */
export function statusIn(text: string): string | undefined {
  if (/do_connect: |dfs referral/i.test(text)) return 'PATH_NOT_COVERED';
  return /NT_STATUS_([A-Z0-9_]+)/.exec(text)?.[1];
}

function parametersOf({ settings, port }: Call): string[] {
  const { host, share, minDialect, encrypt } = settings;
  const options = [
    `client min protocol=${dialectNames[minDialect]}`,
    'client max protocol=SMB3_11',
    'client use kerberos=off',
    // Asks no name server: where a referral of DFS names another server, it is not found.
    'name resolve order=lmhosts',
    'disable netbios=yes',
    'netbios name=CONNECTION-OP',
    ...['lock', 'state', 'cache'].map((kind) => `${kind} directory=/nonexistent`),
    'private dir=/nonexistent',
  ];
  return [
    `//${host.replaceAll(/[[\]]/g, '')}/${share}`,
    '--configfile=/dev/null',
    '--ip-address=127.0.0.1',
    `--port=${port}`,
    // The test's own time limit ends it.
    '--timeout=3600',
    '--quiet',
    // What it cannot connect to is told from here on.
    '--debuglevel=1',
    '--use-kerberos=off',
    `--client-protection=${encrypt ? 'encrypt' : 'sign'}`,
    ...options.map((option) => `--option=${option}`),
  ];
}

/** Who signs in stands in the environment, which nobody else may read; arguments are for all to see. */
function environmentOf({ settings: { account }, password }: Call): NodeJS.ProcessEnv {
  const { user, domain } = account;
  const named = user.includes('@') && domain === undefined;
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C.UTF-8',
    // A prompt after each command, and lines that are not folded.
    CLI_FORCE_INTERACTIVE: '1',
    TERM: 'dumb',
    COLUMNS: '32000',
    INPUTRC: '/dev/null',
    USER: named ? user : nameOf({ user, domain: domain ?? '' }),
    PASSWD: password,
  };
}
