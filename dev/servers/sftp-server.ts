import { createHash } from 'node:crypto';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import ssh2, { type Connection } from 'ssh2';
import { newEd25519 } from '../ssh-keys.ts';
import { newFiles, serveFiles, type FileRules, type Files } from './sftp-files.ts';
import { tapMessages, tapWire } from './sftp-tap.ts';
import type { Tap } from './tap.ts';
import { checkSignIn, type SignInRules } from './sftp-sign-in.ts';

export interface SftpServerOptions extends FileRules, SignInRules {
  /** Private host keys (OpenSSH or PKCS#1 PEM); without them one RSA and one Ed25519 key are made. */
  hostKeys?: string[];
  /** What it says it is, for example `OpenSSH_9.2p1`. */
  software?: string;
  behaviour?:
    | 'closes before banner'
    | 'silent'
    | 'speaks HTTP'
    | 'closes after banner'
    | 'has too many connections'
    | 'penalises this address'
    | 'half a banner'
    | 'speaks nonsense'
    | 'closes after half a banner'
    | 'trickles'
    | 'closes after sign-in';
  subsystem?: 'refused' | 'silent' | 'exits' | 'prints text' | 'after new keys';
  algorithms?: ssh2.ServerConfig['algorithms'];
  tap?: Tap;
  /** An address of this machine; default 127.0.0.1. */
  host?: string;
  /** Default one that is free. */
  port?: number;
}

export interface SftpServer {
  host: string;
  port: number;
  /** `SHA256:…` of each host key. */
  fingerprints: string[];
  /** known_hosts lines for this server. */
  knownHosts: string[];
  files: Files;
  /** Credentials that were shown to it, right or wrong. */
  loginCount(): number;
  /** How each of them was shown, in order. */
  logins(): readonly string[];
  connectionCount(): number;
  openConnections(): number;
  stop(): Promise<void>;
}

/** What ssh2 does not show: bytes as they are, where SFTP should be. */
interface Raw {
  _protocol: { channelData(id: number, bytes: Buffer): void; channelClose(id: number): void };
  outgoing: { id: number };
}

/** An SSH server in this process that really checks the credential, and can be told to misbehave. */
export async function startSftpServer(options: SftpServerOptions = {}): Promise<SftpServer> {
  const { host = '127.0.0.1', software, algorithms } = options;
  const hostKeys = options.hostKeys ?? [
    newEd25519().private,
    ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).private,
  ];
  const logins: string[] = [];
  const files = newFiles(options);
  const sockets = new Set<Socket>();
  let connections = 0;
  let last: Socket | undefined;
  const settings = { hostKeys, ...(software ? { ident: software } : {}), ...(algorithms ? { algorithms } : {}) };
  const ssh = new ssh2.Server(settings, (client) => {
    client.on('error', () => {});
    if (options.tap && last) tapMessages(client, last, options.tap);
    checkSignIn(client, options, (method) => logins.push(method));
    serve(client, options, files);
  });
  const tcp = createTcpServer({ noDelay: true }, (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    if (options.tap) tapWire(socket, options.tap);
    last = socket;
    greet(socket, ssh, options.behaviour);
  });
  const { port } = await listening(tcp, host, options.port);
  const shown = hostKeys.map((key) => describe(key, `[${host}]:${port}`));
  return {
    host,
    port,
    fingerprints: shown.map(({ fingerprint }) => fingerprint),
    knownHosts: shown.map(({ line }) => line),
    files,
    loginCount: () => logins.length,
    logins: () => logins,
    connectionCount: () => connections,
    openConnections: () => sockets.size,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

function greet(socket: Socket, ssh: ssh2.Server, behaviour: SftpServerOptions['behaviour']): void {
  if (behaviour === 'silent') return void socket.resume();
  if (behaviour === 'closes before banner') return void socket.end();
  if (behaviour === 'speaks HTTP')
    return void socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n<html></html>');
  if (behaviour === 'closes after banner') return void socket.end('SSH-2.0-OpenSSH_9.2p1\r\n');
  if (behaviour === 'has too many connections') {
    // OpenSSH reads nothing, so that closing resets the connection once the client has spoken.
    return void socket.once('data', () => socket.resetAndDestroy()).write('Exceeded MaxStartups\r\n');
  }
  if (behaviour === 'penalises this address') return void socket.end('Not allowed at this time\r\n');
  if (behaviour === 'closes after half a banner') return void socket.end('SSH-2.0-Op');
  if (behaviour === 'speaks nonsense')
    return void socket.resume().write(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.alloc(4096, 0xff)]));
  if (behaviour === 'half a banner') return void socket.resume().write('SSH-2.0-Op');
  if (behaviour === 'trickles') trickle(socket);
  ssh.injectSocket(socket);
}

/** What is written comes a few bytes at a time. */
function trickle(socket: Socket): void {
  const write = socket.write.bind(socket);
  const after = async (earlier: Promise<void>, few: Buffer) => {
    await earlier;
    write(few);
    await new Promise((resolve) => setTimeout(resolve, 1));
  };
  let last = Promise.resolve();
  socket.write = (chunk: Uint8Array | string) => {
    const bytes = Buffer.from(chunk);
    for (let at = 0; at < bytes.length; at += 7) last = after(last, bytes.subarray(at, at + 7));
    return true;
  };
}

function serve(client: Connection, options: SftpServerOptions, files: Files): void {
  client.on('ready', () => {
    if (options.behaviour === 'closes after sign-in') return client.end();
    client.on('session', (acceptSession) => {
      const session = acceptSession();
      session.on('sftp', (acceptSftp, rejectSftp) => {
        const begin = () => {
          const sftp = acceptSftp();
          const { _protocol: protocol, outgoing } = sftp as unknown as Raw;
          serveFiles(sftp, {
            rules: options,
            files,
            close: () => client.end(),
            end: () => protocol.channelClose(outgoing.id),
            babble: () => protocol.channelData(outgoing.id, Buffer.from('?'.repeat(40))),
          });
        };
        if (options.subsystem === 'silent') return;
        if (options.subsystem === 'refused') return rejectSftp();
        if (options.subsystem === undefined) return begin();
        if (options.subsystem === 'after new keys') return client.rekey(begin);
        if (options.subsystem === 'exits') return void client.end();
        const raw = acceptSftp() as unknown as Raw;
        raw._protocol.channelData(raw.outgoing.id, Buffer.from('This account is currently not available.\n'));
      });
    });
  });
}

function describe(privateKey: string, name: string): { fingerprint: string; line: string } {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  const blob = key.getPublicSSH();
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { fingerprint: `SHA256:${digest}`, line: `${name} ${key.type} ${blob.toString('base64')}` };
}

function listening(server: TcpServer, host: string, port = 0): Promise<AddressInfo> {
  return new Promise((resolve) => server.listen(port, host, () => resolve(server.address() as AddressInfo)));
}
