import { isFailure, failure, type Failure } from '../../failure.ts';
import { meaningOf } from './replies.ts';
import type { Question } from './services.ts';
import { placeOf, unsigned, type Talk } from './talk.ts';

/**
 * The question without the credential: where that is answered as well, a good answer proved nothing.
 * @returns a failure where the service answers anyone, or cannot be asked now.
 */
export async function openToAnyone(question: Question, talk: Talk): Promise<Failure | undefined> {
  const heard = await unsigned(question, talk);
  if (isFailure(heard)) return heard;
  const { status } = heard.reply;
  const meant = meaningOf(heard, placeOf(talk));
  if (meant) return status >= 500 || status === 429 || status === 408 ? meant : undefined;
  const { place, base, service } = talk.target;
  const what = place === undefined ? new URL(base).host : `the ${service.noun} ${place}`;
  return failure('Authenticated', 'UnexpectedReply', { about: `${what} answers anyone` });
}
