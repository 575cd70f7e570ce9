import { isFailure, type Failure } from '../../failure.ts';
import { meaningOfAnswer } from './answer.ts';
import { fileAsFolder } from './file-as-folder.ts';
import type { Question } from './services.ts';
import { ask, type StorageSession } from './session.ts';

/** Why a question is not answered with the credential; undefined if it is. */
export async function refusalOf(question: Question, session: StorageSession): Promise<Failure | undefined> {
  const response = await ask(question, session);
  if (isFailure(response)) return response;
  const meant = meaningOfAnswer(response, question, session);
  return meant ?? (question === 'place' ? fileAsFolder(response, session) : undefined);
}
