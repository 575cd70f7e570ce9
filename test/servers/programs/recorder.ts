import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands before a server, and writes down what it is asked over plain HTTP. */
export interface Recorder {
  port: number;
  /** Those that were opened, here and to the server. */
  sockets: ReadonlySet<Socket>;
  /** `PUT +` for a request with a credential, `PUT -` for one without, in order. */
  requests: string[];
  stop(): void;
}

/** Passes bytes on as they are: the server's own oddities must reach the test. */
export async function record(target: number): Promise<Recorder> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) sockets.add(socket.once('close', () => sockets.delete(socket)));
    client.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      const found = /^([A-Z]+) \S+ HTTP\/1\.1\r\n/.exec(text);
      if (found) requests.push(`${found[1]} ${/\r\nauthorization:/i.test(text) ? '+' : '-'}`);
    });
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    requests,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
