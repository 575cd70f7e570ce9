import { isFailure } from '../failure.ts';
import { unanswered } from '../held-back.ts';
import { exchange, type Exchange } from '../transport/send.ts';

/** How requests of one test are sent that show a password: until it is taken, one without an answer may have counted. */
export function passwordExchange(): Exchange {
  let accepted = false;
  return async (request, channel) => {
    const reply = await exchange(request, channel);
    if (isFailure(reply)) return accepted ? reply : unanswered(reply);
    accepted ||= reply.status !== 401 && reply.status < 500;
    return reply;
  };
}
