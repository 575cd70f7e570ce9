import { connect, createServer, type Socket } from 'node:net';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';

interface Ports {
  secure: number;
  plain: number;
}

/** One port for requests with TLS and without: each connection is passed on to the server that understands it. */
export function startTlsOrPlain(ports: Ports): Promise<Loopback> {
  return onLoopback(createServer((socket) => passOn(socket, ports)));
}

/** TLS begins with a byte that no request begins with. */
function passOn(socket: Socket, { secure, plain }: Ports): void {
  socket.on('error', () => {});
  socket.once('data', (chunk: Buffer) => {
    const inner = connect(chunk[0] === 0x16 ? secure : plain, '127.0.0.1').on('error', () => socket.destroy());
    inner.write(chunk);
    inner.on('close', () => socket.destroy());
    socket.on('close', () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  });
}
