import type { Server, Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { FtpTree, FtpTreeOptions } from './ftp-files.ts';
import type { Tap } from './tap.ts';

export interface FtpAccount {
  username: string;
  password: string;
  /** Default: read only. */
  write?: boolean;
}

/** What is sent as it is instead of the usual reply, or what is done with the connection. */
export type FtpAnswer = string | ((socket: Socket) => void);

export interface FtpServerOptions extends FtpTreeOptions {
  accounts?: readonly FtpAccount[];
  /** Lets those in who call themselves anonymous or ftp. */
  anonymous?: boolean;
  /** Default: any that is free. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  tls?: {
    mode: 'explicit' | 'implicit';
    key: string;
    certificate: string;
    /** PEM of the one client certificate that is taken. */
    client?: string;
    /** Data connections have to resume the session of the control connection. */
    resume?: boolean;
  };
  /** Replies by command, `greeting` for the first; the command has no other effect. */
  answers?: Readonly<Record<string, FtpAnswer>>;
  /** Default: with the rights. */
  mlst?: 'none' | 'without rights' | 'rights not chosen';
  /** Address that 227 names. */
  pasvAddress?: string;
  /** Puts another file beside one that is overwritten. */
  renames?: boolean;
  /** How long a file that was sent takes to be stored. */
  storeDelayMs?: number;
  tap?: Tap;
  /** Ends the session when a command has come so often, as a crash does. */
  dropAt?: { command: string; time: number };
}

/** What all sessions of a server have in common. */
export interface FtpState {
  options: FtpServerOptions;
  host: string;
  passwords: Map<string, string>;
  tree: FtpTree;
  secure: SecureContext | undefined;
  commands: string[];
  violations: string[];
  sockets: Set<Socket | Server>;
  logins: number;
}

/** One client. */
export interface FtpSession {
  state: FtpState;
  socket: Socket;
  encrypted: boolean;
  username: string;
  /** Whether the last command was a USER that was answered with 331. */
  asked: boolean;
  account: FtpAccount | undefined;
  directory: string;
  binary: boolean;
  bufferSize: boolean;
  privateData: boolean;
  /** The connection for data, once the client has come. */
  data: Promise<Socket> | undefined;
  left: boolean;
  /** Begins TLS on the control connection. */
  encrypt(): void;
}

export function send({ socket, state }: FtpSession, reply: FtpAnswer): void {
  if (typeof reply === 'function') return reply(socket);
  if (socket.destroyed) return;
  const text = reply.endsWith('\n') ? reply : `${reply}\r\n`;
  const instead = state.options.tap?.({
    step: state.commands.at(-1) ?? 'greeting',
    bytes: Buffer.from(text),
    withCode: (code) => Buffer.from(text.replaceAll(/^\d{3}/gm, String(code))),
  });
  for (const bytes of instead?.send ?? [Buffer.from(text)]) socket.write(bytes);
  if (instead?.close) socket.end();
}
