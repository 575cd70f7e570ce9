import type { Socket } from 'node:net';

/** A banner and the first packet fit in; more is not kept. */
const most = 16 * 1024;
const banner = /^SSH-[^\n]*\n/m;
/** How servers begin that are no SSH servers; one of those may have lines of text before its banner (RFC 4253, 4.2). */
const others: readonly (readonly [RegExp, string])[] = [
  [/^220[ -]/, 'FTP or SMTP'],
  [/^HTTP\/\d/, 'HTTP'],
  [/^[\x15\x16]\x03/, 'TLS'],
  [/^(\* OK|\+OK)/, 'IMAP or POP3'],
  [/^RFB \d/, 'VNC'],
];

/**
 * Lets a server's banner out in one piece, whatever it came in: of one in three pieces or more ssh2 1.17.0 loses the
 * middle (parseHeader in its Protocol.js).
 * @param onForeign - is told what a server speaks that greets in another protocol, and would wait for an answer in it
 * @returns what has come so far: the first bytes, which are not encrypted.
 */
export function greetingOf(socket: Socket, onForeign: (protocol: string) => void): () => Buffer {
  const push = socket.push.bind(socket);
  let came = Buffer.alloc(0);
  let whole = false;
  const early = socket.read() as Buffer | null;
  socket.push = (chunk: Buffer | null) => {
    if (chunk !== null && came.length < most) came = Buffer.concat([came, chunk]);
    if (whole) return push(chunk);
    const foreign = protocolOf(came);
    if (foreign !== undefined) onForeign(foreign);
    whole = chunk === null || came.length >= most || banner.test(came.toString('latin1'));
    if (!whole) return true;
    const more = came.length === 0 || push(came);
    return chunk === null ? push(null) : more;
  };
  if (early) socket.push(early);
  return () => came;
}

function protocolOf(came: Buffer): string | undefined {
  const start = came.toString('latin1', 0, 8);
  return others.find(([begins]) => begins.test(start))?.[1];
}
