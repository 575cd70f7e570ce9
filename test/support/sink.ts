import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server that takes whatever reaches it. */
export interface Sink {
  port: number;
  /** Connections so far. */
  readonly connections: number;
  /** Everything that was sent to it. */
  readonly text: string;
  stop(): Promise<void>;
}

/** @param reply - sent once something has come, and the connection is ended after it */
export async function startSink(host: string, { port = 0, reply = '' } = {}): Promise<Sink> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let text = '';
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      socket.end(reply);
    });
  });
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(port, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    get text() {
      return text;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
