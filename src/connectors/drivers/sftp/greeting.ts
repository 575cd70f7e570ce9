import type { Socket } from 'node:net';

/** A banner and the first packet fit in; more is not kept. */
const most = 16 * 1024;
const banner = /^SSH-[^\n]*\n/m;

/**
 * Lets a server's banner out in one piece, whatever it came in: of one in three pieces or more ssh2 1.17.0 loses the
 * middle (parseHeader in its Protocol.js).
 * @returns what has come so far: the first bytes, which are not encrypted.
 */
export function greetingOf(socket: Socket): () => Buffer {
  const push = socket.push.bind(socket);
  let came = Buffer.alloc(0);
  let whole = false;
  const early = socket.read() as Buffer | null;
  socket.push = (chunk: Buffer | null) => {
    if (chunk !== null && came.length < most) came = Buffer.concat([came, chunk]);
    if (whole) return push(chunk);
    whole = chunk === null || came.length >= most || banner.test(came.toString('latin1'));
    if (!whole) return true;
    const more = came.length === 0 || push(came);
    return chunk === null ? push(null) : more;
  };
  if (early) socket.push(early);
  return () => came;
}
