import type { Socket } from 'node:net';
import type { Failure } from '../../failure.ts';
import { deaf, disconnected, type Moment } from './disconnects.ts';

/** What a server does not read is kept for it, and it can ask for answers without end; a test sends a few KiB. */
const mostUnreadBytes = 256 * 1024;
/** How long a server may take to read what is left when the connection is done. */
const farewellMs = 1000;

export interface Ending {
  /** From now on the connection stays open when time is over: there is something to clean up. */
  linger(): void;
  close(): void;
}

/** Ends a connection when time is over, unless it is to linger, or when it is done. */
export function closing(socket: Socket, moment: Moment, lose: (found: Failure) => void): Ending {
  const { signal } = moment;
  const onAbort = () => {
    lose(disconnected(moment));
    socket.destroy();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  socket.on('data', () => {
    if (socket.writableLength <= mostUnreadBytes) return;
    lose(deaf(moment));
    socket.destroy();
  });
  const linger = () => signal.removeEventListener('abort', onAbort);
  const close = () => {
    linger();
    // Says goodbye, and is gone once that has left.
    socket.destroySoon();
    const timer = setTimeout(() => socket.destroy(), farewellMs).unref();
    socket.once('close', () => clearTimeout(timer));
  };
  return { close, linger };
}
