import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Observer } from './observer.ts';

/** A way to the server, on this machine, for one connection. */
export interface Relay {
  port: number;
  /** Whether somebody came. */
  used(): boolean;
  close(): void;
}

/**
 * Lets smbclient talk to a server that was dialled here, so that the address that was checked is the one that is used,
 * and reads along.
 */
export async function openRelay(server: Socket, observer: Observer): Promise<Relay> {
  const listener = createServer({ noDelay: true });
  let client: Socket | undefined;
  const close = () => {
    listener.close();
    client?.destroy();
    server.destroy();
  };
  listener.on('error', close);
  listener.once('connection', (socket) => {
    client = socket;
    listener.close();
    join(socket, server, observer);
  });
  listener.maxConnections = 1;
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return { port: (listener.address() as AddressInfo).port, used: () => client !== undefined, close };
}

function join(client: Socket, server: Socket, observer: Observer): void {
  client.on('error', () => {}).on('close', () => server.destroy());
  if (server.destroyed) {
    client.destroy();
    return;
  }
  server.on('close', () => client.destroySoon());
  client.on('data', (chunk: Buffer) => {
    // smbclient tells the keys of a session just before it uses them, which the other stream brings in this turn at the latest.
    setImmediate(() => {
      if (!observer.fromClient(chunk)) client.destroy();
      else if (!server.write(chunk)) client.pause();
    });
  });
  server.on('data', (chunk: Buffer) => {
    if (!observer.fromServer(chunk)) {
      client.destroy();
      return;
    }
    if (!client.write(chunk)) server.pause();
  });
  client.on('drain', () => server.resume());
  server.on('drain', () => client.resume());
  server.resume();
}
