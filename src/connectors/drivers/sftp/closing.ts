import type { Socket } from 'node:net';
import type { Setback } from '../../finding.ts';
import { disconnected, type Moment } from './disconnects.ts';

export interface Ending {
  /** From now on the connection stays open when time is over: there is something to clean up. */
  linger(): void;
  close(): void;
}

/** Ends a connection when time is over, unless it is to linger, or when it is done. */
export function closing(socket: Socket, moment: Moment, lose: (found: Setback) => void): Ending {
  const { signal } = moment;
  const onAbort = () => {
    lose(disconnected(moment));
    socket.destroy();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const linger = () => signal.removeEventListener('abort', onAbort);
  const close = () => {
    linger();
    // Says goodbye, and is gone once that has left.
    socket.destroySoon();
  };
  return { close, linger };
}
