import { createServer } from 'node:net';
import { onLoopback, type Loopback } from '../loopback.ts';

/** Takes connections and never says a word. */
export function startSilentServer(): Promise<Loopback> {
  return onLoopback(createServer((socket) => socket.on('error', () => {}).resume()));
}
