import { failure, isFailure, type Failure } from '../../failure.ts';
import { meaningOf } from './meaning.ts';
import type { Question } from './services.ts';
import { askUnsigned, type StorageSession } from './session.ts';
import { hostOf } from './target.ts';

/**
 * The question without the credential: if that is answered as well, a good response proved nothing.
 * @returns a failure if the service answers anyone, or cannot be asked now.
 */
export async function openToAnyone(question: Question, session: StorageSession): Promise<Failure | undefined> {
  const response = await askUnsigned(question, session);
  if (isFailure(response)) return response;
  const { status } = response;
  const meant = meaningOf(response, session);
  if (meant) return status >= 400 && status < 500 && ![408, 425, 429].includes(status) ? undefined : meant;
  const { place, service } = session.target;
  const what = place === undefined ? hostOf(session.target) : `the ${service.noun} ${place}`;
  return failure('UnexpectedReply', { about: `${what} answers anyone` });
}
