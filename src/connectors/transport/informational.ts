import type { Agent, ClientRequest } from 'node:http';

/** Of what may come before a response (RFC 9110, 15.2): a server that is slow may say so from time to time. */
const mostInformational = 32;

/** Its code where a server sent more than that. */
export const endlessInformational = 'ENDLESS_INFORMATIONAL';

/** How an agent is given a request, which Node.js calls and its types do not have. */
type Taking = Agent & { addRequest: (request: ClientRequest, ...rest: unknown[]) => void };

/** Ends a request of this agent whose server sends informational responses and no other: each of them costs time. */
export function limitInformational(agent: Agent): void {
  const taking = agent as Taking;
  const take = taking.addRequest.bind(taking);
  taking.addRequest = (request, ...rest) => {
    let count = 0;
    request.on('information', () => {
      count += 1;
      if (count <= mostInformational) return;
      request.destroy(Object.assign(new Error('too many informational responses'), { code: endlessInformational }));
    });
    take(request, ...rest);
  };
}
