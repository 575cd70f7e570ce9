import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { answer } from './ftp-commands.ts';
import { FtpTree } from './ftp-files.ts';
import { send, type FtpServerOptions, type FtpSession, type FtpState } from './ftp-session.ts';

export interface FtpServer {
  host: string;
  port: number;
  /** Whether it speaks TLS. */
  encrypted: boolean;
  setPassword(username: string, password: string): void;
  /** How often a password was shown, right or wrong. */
  loginCount(): number;
  openConnections(): number;
  /** All commands, without their arguments. */
  commands(): readonly string[];
  files(): Readonly<Record<string, string>>;
  /** What a client may not do: command without the one that has to come before, data in the clear, no QUIT … */
  violations(): readonly string[];
  stop(): Promise<void>;
}

/** An FTP server in this process that checks user and password, holds clients to the protocol, and can be told to misbehave. */
export async function startFtpServer(options: FtpServerOptions = {}): Promise<FtpServer> {
  const { accounts = [], host = '127.0.0.1', tls } = options;
  const state: FtpState = {
    options,
    host,
    passwords: new Map(accounts.map(({ username, password }) => [username, password])),
    tree: new FtpTree(options),
    secure: tls && createSecureContext({ key: tls.key, cert: tls.certificate }),
    commands: [],
    violations: [],
    sockets: new Set(),
    logins: 0,
  };
  const server = createServer({ noDelay: true }, (socket) => welcome(state, socket));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, host, resolve));
  return {
    host,
    port: (server.address() as AddressInfo).port,
    encrypted: tls !== undefined,
    setPassword: (username, password) => void state.passwords.set(username, password),
    loginCount: () => state.logins,
    openConnections: () => state.sockets.size,
    commands: () => state.commands,
    files: () => Object.fromEntries(state.tree.files),
    violations: () => state.violations,
    async stop() {
      for (const socket of state.sockets) {
        if ('destroy' in socket) socket.destroy();
        else socket.close();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function welcome(state: FtpState, raw: Socket): void {
  const session: FtpSession = {
    state,
    socket: raw,
    encrypted: false,
    username: '',
    asked: false,
    account: undefined,
    directory: '/',
    binary: false,
    bufferSize: false,
    privateData: false,
    data: undefined,
    left: false,
    encrypt: () => encrypt(session),
  };
  state.sockets.add(raw);
  raw
    .on('error', () => {})
    .on('close', () => {
      state.sockets.delete(raw);
      void session.data?.then((socket) => socket.destroy());
    });
  raw.on('end', () => {
    if (!session.left && state.commands.includes('USER')) state.violations.push('left without QUIT');
  });
  if (state.options.tls?.mode === 'implicit') encrypt(session);
  else listen(session);
  send(session, state.options.answers?.['greeting'] ?? '220 ready');
}

function encrypt(session: FtpSession): void {
  const { state, socket } = session;
  socket.removeAllListeners('data');
  const client = state.options.tls?.client !== undefined;
  session.socket = new TLSSocket(socket, {
    isServer: true,
    secureContext: state.secure!,
    requestCert: client,
    rejectUnauthorized: false,
  });
  session.socket.on('error', () => {});
  session.encrypted = true;
  listen(session);
}

function listen(session: FtpSession): void {
  let rest = '';
  let queue = Promise.resolve();
  session.socket.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString('utf8')).split('\r\n');
    rest = lines.pop() ?? '';
    if (lines.length > 1) session.state.violations.push('a command before the reply to the last');
    for (const line of lines) queue = queue.then(() => answer(session, line));
  });
}
