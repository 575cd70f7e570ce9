import { connect, createServer } from 'node:net';
import { onLoopback } from '../loopback.ts';

export interface Relay {
  port: number;
  stop(): Promise<void>;
}

/** Passes connections on from source ports of its own, which the kernel takes from above 1023: what a NAT does. */
export async function startRelay(to: { host: string; port: number }): Promise<Relay> {
  const server = createServer((near) => {
    const far = connect(to);
    for (const socket of [near, far])
      socket.on('error', () => {}).on('close', () => [near, far].forEach((end) => end.destroy()));
    near.pipe(far).pipe(near);
  });
  return onLoopback(server);
}
