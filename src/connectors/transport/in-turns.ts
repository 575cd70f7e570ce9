import type { Socket } from 'node:net';
import { turnOfOthers } from '../../loop/turn.ts';

const done = new WeakSet<Socket>();

/**
 * What arrives here waits where the turn of the event loop was long already. One piece from the network may hold thousands of
 * chunks, and those of a hundred servers that become due together would be read in one go.
 */
export function readInTurns(socket: Socket): void {
  if (done.has(socket)) return;
  done.add(socket);
  const push = socket.push.bind(socket);
  const waiting: unknown[] = [];
  const goOn = async (turn: Promise<void>): Promise<void> => {
    await turn;
    while (waiting.length > 0) {
      if (!socket.destroyed) push(waiting[0]);
      waiting.shift();
      await turnOfOthers();
    }
  };
  socket.push = (chunk: unknown) => {
    const turn = waiting.length > 0 ? undefined : turnOfOthers();
    if (waiting.length === 0 && turn === undefined) return push(chunk);
    waiting.push(chunk);
    if (turn) void goOn(turn);
    // Nothing more is read from the network until this has been.
    return false;
  };
}
