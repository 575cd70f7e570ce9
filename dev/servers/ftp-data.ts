import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { send, type FtpSession } from './ftp-session.ts';

/** Waits for the client's data connection. @returns the port */
export async function listenForData(session: FtpSession): Promise<number> {
  const { state } = session;
  const server = createServer({ noDelay: true });
  state.sockets.add(server);
  server.listen(0, state.host);
  await once(server, 'listening');
  session.data = once(server, 'connection').then(([socket]) => {
    server.close(() => state.sockets.delete(server));
    (socket as Socket).on('error', () => {}).on('close', () => state.sockets.delete(socket as Socket));
    state.sockets.add(socket as Socket);
    return socket as Socket;
  });
  return (server.address() as AddressInfo).port;
}

/** The data connection as this session has to have it; undefined where it was refused, and why was said. */
export async function dataSocket(session: FtpSession): Promise<Socket | undefined> {
  const { state, data } = session;
  if (!data) {
    state.violations.push('a transfer without EPSV or PASV');
    send(session, '425 Use PASV first.');
    return undefined;
  }
  if (!session.binary) state.violations.push('a transfer without TYPE I');
  session.data = undefined;
  const raw = await data;
  send(session, '150 Here it comes.');
  if (!session.encrypted) return raw;
  if (!session.privateData) state.violations.push('data in the clear');
  const socket = new TLSSocket(raw, { isServer: true, secureContext: state.secure! });
  socket.on('error', () => {});
  await once(socket, 'secure');
  if (!state.options.tls?.resume || socket.isSessionReused()) return socket;
  socket.destroy();
  send(session, '522 SSL connection failed: session reuse required');
  return undefined;
}

export async function readAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
