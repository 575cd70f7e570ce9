import type { Agent, ClientRequest, IncomingMessage } from 'node:http';

/** Node hands each request to its agent by this, which its types leave out. */
type Adding = Agent & { addRequest?: (request: ClientRequest, ...rest: unknown[]) => void };

/** Of the code of the error that ends a request. */
export const tooManyInterim = 'ERR_TOO_MANY_INTERIM_RESPONSES';

export const tooManyPieces = 'ERR_TOO_MANY_PIECES';

/** Of a body of 64 KiB at most: each takes its own turn through Node, however few bytes it has. */
const mostPieces = 4096;

/** Servers send one or two; the headers of each have 16 KiB at most. */
const most = 16;

/**
 * Ends a request of this agent whose server sends `100 Continue` or `103 Early Hints` (RFC 9110, 15.2) without end, or a body
 * in pieces of a byte or two.
 */
export function limitInterim(agent: Adding): void {
  const add = agent.addRequest?.bind(agent);
  if (!add) return;
  agent.addRequest = (request, ...rest) => {
    let count = 0;
    request.on('information', () => {
      count += 1;
      if (count <= most || request.destroyed) return;
      request.destroy(Object.assign(new Error('too many interim responses'), { code: tooManyInterim }));
    });
    request.on('response', limitPieces);
    add(request, ...rest);
  };
}

function limitPieces(response: IncomingMessage): void {
  let count = 0;
  response.on('data', () => {
    count += 1;
    if (count <= mostPieces || response.destroyed) return;
    response.destroy(Object.assign(new Error('too many pieces'), { code: tooManyPieces }));
  });
}
