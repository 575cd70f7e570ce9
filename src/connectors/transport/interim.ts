import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { readInTurns } from './in-turns.ts';

/** Node hands each request to its agent by this, which its types leave out. */
type Adding = Agent & { addRequest?: (request: ClientRequest, ...rest: unknown[]) => void };

/** What a server sends without end, by the code of the error that ends the request. */
export const floods = {
  ERR_TOO_MANY_INTERIM_RESPONSES: 'interim responses without end',
  ERR_TOO_MANY_PIECES: 'its response in thousands of pieces',
  ERR_TOO_MANY_BYTES: 'bytes without end',
  ERR_TOO_LONG: 'more than 64 KiB',
  ERR_OTHER_PROTOCOL: 'another protocol than HTTP',
} as const;

/** Of a body of 64 KiB at most: each takes its own turn through Node, however few bytes it has. */
const mostPieces = 4096;

/** Servers send one or two; the headers of each have 16 KiB at most. */
const most = 16;

/** Of all interim responses, the headers and a body of 64 KiB, in pieces, if nobody sends one of these without an end. */
const mostBytes = 512 * 1024;

/**
 * Ends a request of this agent whose server sends `100 Continue` or `103 Early Hints` (RFC 9110, 15.2) without end, a body
 * in pieces of a byte or two, what unpacks to nothing, or empty lines where a response should begin.
 */
export function limitInterim(agent: Adding): void {
  const add = agent.addRequest?.bind(agent);
  if (!add) return;
  agent.addRequest = (request, ...rest) => {
    let count = 0;
    request.on('information', () => {
      count += 1;
      if (count > most) end(request, 'ERR_TOO_MANY_INTERIM_RESPONSES');
    });
    request.on('response', limitPieces);
    request.on('socket', (socket) => {
      readInTurns(socket);
      limitBytes(request, socket);
    });
    // Of its own accord Node tells nobody, and the request waits for the end of its time.
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      request.emit('error', floodError('ERR_OTHER_PROTOCOL'));
    });
    add(request, ...rest);
  };
}

function limitPieces(response: IncomingMessage): void {
  let count = 0;
  response.on('data', () => {
    count += 1;
    if (count > mostPieces) end(response, 'ERR_TOO_MANY_PIECES');
  });
}

/** Until the request is over, which for a tunnel is when there is one. */
export function limitBytes(request: ClientRequest, socket: Socket): void {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= mostBytes) return;
    socket.off('data', count);
    end(request, 'ERR_TOO_MANY_BYTES');
  };
  socket.on('data', count);
  request.once('close', () => socket.off('data', count));
}

function end(what: ClientRequest | IncomingMessage, code: keyof typeof floods): void {
  if (!what.destroyed) what.destroy(floodError(code));
}

export function floodError(code: keyof typeof floods): Error {
  return Object.assign(new Error(floods[code]), { code });
}
