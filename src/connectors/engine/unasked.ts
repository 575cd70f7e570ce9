import { failure, type Failure } from '../failure.ts';
import type { HttpResponse } from '../transport/messages.ts';

/** A good answer before anybody asked who we are proves nothing, and a refusal says nothing of the account. */
export function unasked(reply: HttpResponse, host: string): HttpResponse | Failure {
  if (reply.status >= 200 && reply.status < 300) {
    return failure('UnexpectedReply', { about: `${host} answers without a credential as well` });
  }
  if (reply.status !== 403) return { ...reply, unasked: true };
  return failure('AccessRefused', {
    about: `${host} refuses before it asks for the credential`,
    causes: ['this network address is not allowed', 'nobody may use this address'],
  });
}
