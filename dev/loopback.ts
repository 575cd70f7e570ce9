import type { AddressInfo, Server, Socket } from 'node:net';

export interface Loopback {
  host: string;
  port: number;
  url: string;
  /** Ends its connections too. */
  stop(): Promise<void>;
}

/** Lets a server listen on this machine, on a port that is free. */
export async function onLoopback(server: Server, port = 0): Promise<Loopback> {
  const host = '127.0.0.1';
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const given = (server.address() as AddressInfo).port;
  return {
    host,
    port: given,
    url: `http://${host}:${given}`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
