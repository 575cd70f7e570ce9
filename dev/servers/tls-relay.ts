import { connect, createServer } from 'node:tls';
import { onLoopback } from '../loopback.ts';

export interface TlsRelay {
  port: number;
  stop(): Promise<void>;
}

/** Ends the TLS of its clients with a certificate of its own and goes on to the server, as a proxy that inspects does. */
export async function startTlsRelay(own: { key: string; cert: string }, targetPort: number): Promise<TlsRelay> {
  const server = createServer(own, (client) => {
    const target = connect({ port: targetPort, host: '127.0.0.1', rejectUnauthorized: false });
    for (const socket of [client, target])
      socket.on('error', () => {}).on('close', () => [client, target].forEach((end) => end.destroy()));
    client.pipe(target).pipe(client);
  });
  return onLoopback(server);
}
