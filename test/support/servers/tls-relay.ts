import { connect, createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';

export interface TlsRelay {
  port: number;
  stop(): Promise<void>;
}

/** Ends the TLS of its clients with a certificate of its own and goes on to the server, as a proxy that inspects does. */
export async function startTlsRelay(own: { key: string; cert: string }, targetPort: number): Promise<TlsRelay> {
  const sockets = new Set<TLSSocket>();
  const server = createServer(own, (client) => {
    const target = connect({ port: targetPort, host: '127.0.0.1', rejectUnauthorized: false });
    for (const socket of [client, target]) sockets.add(socket.on('error', () => {}));
    client.pipe(target).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
