import type { Agent, ClientRequest } from 'node:http';

/** Node hands each request to its agent by this, which its types leave out. */
type Adding = Agent & { addRequest?: (request: ClientRequest, ...rest: unknown[]) => void };

/** Of the code of the error that ends a request. */
export const tooManyInterim = 'ERR_TOO_MANY_INTERIM_RESPONSES';

/** Servers send one or two; the headers of each have 16 KiB at most. */
const most = 16;

/** Ends a request of this agent whose server sends `100 Continue` or `103 Early Hints` (RFC 9110, 15.2) without end. */
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
    add(request, ...rest);
  };
}
