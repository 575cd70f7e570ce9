import { createHash } from 'node:crypto';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection } from 'ssh2';
import { serveFiles, type FileRules } from './sftp-files.ts';
import { newEd25519 } from '../ssh-keys.ts';

export interface SftpServerOptions extends FileRules {
  username?: string;
  password?: string;
  /** Public key (authorized_keys line or PEM) that may sign in. */
  publicKey?: string;
  /** Private host keys (OpenSSH or PKCS#1 PEM); without them one RSA and one Ed25519 key are made. */
  hostKeys?: string[];
  /** What the server says it takes; default: password and publickey as far as they are set. */
  methods?: ('password' | 'publickey' | 'keyboard-interactive')[];
  /** Questions of keyboard-interactive, one list a round; the first answer has to be the password. */
  questions?: { prompt: string; echo: boolean }[][];
  /** Lets anyone in without a credential. */
  open?: boolean;
  /** After a right credential, asks for a further method. */
  secondMethod?: boolean;
  /** Asks for a new password instead of taking the right one (RFC 4252, 8). */
  passwordExpired?: boolean;
  /** Ends the connection on a wrong credential instead of answering, with this reason (RFC 4253, 11.1). */
  disconnectReason?: number;
  behaviour?:
    'closes before banner' | 'silent' | 'speaks HTTP' | 'closes after banner' | 'closes at login' | 'silent at login';
  subsystem?: 'refused' | 'silent' | 'exits' | 'prints text';
  algorithms?: ssh2.ServerConfig['algorithms'];
}

export interface SftpServer {
  host: string;
  port: number;
  /** `SHA256:…` of each host key. */
  fingerprints: string[];
  /** known_hosts lines for this server. */
  knownHosts: string[];
  /** Credentials that were shown to it, right or wrong. */
  loginCount(): number;
  connectionCount(): number;
  openConnections(): number;
  stop(): Promise<void>;
}

/** What ssh2 does not show: bytes as they are, where SFTP should be. */
interface Raw {
  _protocol: { channelData(id: number, bytes: Buffer): void };
  outgoing: { id: number };
}

/** An SSH server in this process that really checks the credential, and can be told to misbehave. */
export async function startSftpServer(options: SftpServerOptions = {}): Promise<SftpServer> {
  const hostKeys = options.hostKeys ?? [
    newEd25519().private,
    ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).private,
  ];
  const counts = { logins: 0, connections: 0 };
  const sockets = new Set<Socket>();
  const ssh = new ssh2.Server(
    { hostKeys, ...(options.algorithms ? { algorithms: options.algorithms } : {}) },
    (client) => {
      client.on('error', () => {});
      greet(client, options, () => (counts.logins += 1));
    },
  );
  const tcp = createTcpServer({ noDelay: true }, (socket) => {
    counts.connections += 1;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    greetSocket(socket, ssh, options.behaviour);
  });
  const { port } = await listening(tcp);
  const shown = hostKeys.map((key) => describe(key, port));
  return {
    host: '127.0.0.1',
    port,
    fingerprints: shown.map(({ fingerprint }) => fingerprint),
    knownHosts: shown.map(({ line }) => line),
    loginCount: () => counts.logins,
    connectionCount: () => counts.connections,
    openConnections: () => sockets.size,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

function greetSocket(socket: Socket, ssh: ssh2.Server, behaviour: SftpServerOptions['behaviour']): void {
  if (behaviour === 'silent') return void socket.resume();
  if (behaviour === 'closes before banner') return void socket.end();
  if (behaviour === 'speaks HTTP')
    return void socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n<html></html>');
  if (behaviour === 'closes after banner') return void socket.end('SSH-2.0-OpenSSH_9.2p1\r\n');
  ssh.injectSocket(socket);
}

function greet(client: Connection, options: SftpServerOptions, count: () => void): void {
  client.on('authentication', (context) => {
    if (context.method === 'none') {
      if (options.behaviour === 'closes at login') return client.end();
      return options.open ? context.accept() : context.reject(methodsOf(options));
    }
    if (options.behaviour === 'silent at login') return;
    // A public key is first shown without a signature, which is part of the same attempt.
    if (context.method !== 'publickey' || context.signature === undefined) count();
    judge(context, { client, options });
  });
  client.on('ready', () => {
    client.on('session', (acceptSession) => {
      const session = acceptSession();
      session.on('sftp', (acceptSftp, rejectSftp) => {
        if (options.subsystem === 'silent') return;
        if (options.subsystem === 'refused') return rejectSftp();
        if (options.subsystem === undefined) return serveFiles(acceptSftp(), options);
        if (options.subsystem === 'exits') return void client.end();
        const { _protocol: protocol, outgoing } = acceptSftp() as unknown as Raw;
        protocol.channelData(outgoing.id, Buffer.from('This account is currently not available.\n'));
      });
    });
  });
}

function methodsOf(options: SftpServerOptions): ssh2.AuthenticationType[] {
  return (
    options.methods ?? [
      ...(options.publicKey ? ['publickey' as const] : []),
      ...(options.password ? ['password' as const] : []),
    ]
  );
}

function judge(context: AuthContext, { client, options }: { client: Connection; options: SftpServerOptions }): void {
  const known = context.username === (options.username ?? 'svc') && methodsOf(options).includes(context.method);
  const accept = () => (options.secondMethod ? context.reject(['password'], true) : context.accept());
  const refuse = () => {
    if (options.disconnectReason === undefined) return context.reject(methodsOf(options));
    const { _protocol: protocol } = client as unknown as { _protocol: { disconnect(reason: number): void } };
    protocol.disconnect(options.disconnectReason);
    client.end();
  };
  if (!known) return refuse();
  if (context.method === 'password') {
    if (options.passwordExpired) return context.requestChange('Password expired. Change it now.', () => {});
    return context.password === options.password ? accept() : refuse();
  }
  if (context.method === 'publickey') return keyFits(context, options) ? accept() : refuse();
  if (context.method === 'keyboard-interactive')
    return ask(context, options.questions ?? [[{ prompt: 'Password: ', echo: false }]], (answer) =>
      answer === options.password ? accept() : refuse(),
    );
  refuse();
}

function keyFits(context: ssh2.PublicKeyAuthContext, { publicKey = '' }: SftpServerOptions): boolean {
  const allowed = ssh2.utils.parseKey(publicKey);
  if (allowed instanceof Error || !allowed.getPublicSSH().equals(context.key.data)) return false;
  return (
    context.signature === undefined ||
    (context.blob !== undefined && allowed.verify(context.blob, context.signature, context.hashAlgo))
  );
}

function ask(
  context: ssh2.KeyboardAuthContext,
  rounds: { prompt: string; echo: boolean }[][],
  end: (password: string | undefined) => void,
): void {
  const [first = [], ...others] = rounds;
  let password: string | undefined;
  const next = (questions: typeof first, left: typeof others): void => {
    context.prompt(questions, (answers) => {
      password ??= answers[0];
      const [following, ...rest] = left;
      if (following) next(following, rest);
      else end(password);
    });
  };
  next(first, others);
}

function describe(privateKey: string, port: number): { fingerprint: string; line: string } {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  const blob = key.getPublicSSH();
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { fingerprint: `SHA256:${digest}`, line: `[127.0.0.1]:${port} ${key.type} ${blob.toString('base64')}` };
}

function listening(server: TcpServer): Promise<AddressInfo> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address() as AddressInfo)));
}
