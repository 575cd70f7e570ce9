import { failure, type Failure } from '../failure.ts';
import type { HttpResponse } from '../transport/messages.ts';

/** A good answer before anybody asked who we are proves nothing; what a refusal means is judged like any other. */
export function unasked(reply: HttpResponse, host: string): HttpResponse | Failure {
  if (reply.status >= 200 && reply.status < 300) {
    return failure('UnexpectedReply', { about: `${host} answers without a credential as well` });
  }
  return { ...reply, unasked: true };
}

/** A refusal before anybody asked who we are says nothing of the account. */
export function refusedUnasked(response: Pick<HttpResponse, 'status' | 'unasked'>, host: string): Failure | undefined {
  if (!response.unasked || response.status !== 403) return undefined;
  return failure('AccessRefused', {
    about: `${host} refuses before it asks for the credential`,
    causes: ['this network address is not allowed', 'nobody may use this address'],
  });
}
