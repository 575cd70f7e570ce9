import { isJsonObject } from '../../../api/json-object.ts';
import { failure, type Failure } from '../../failure.ts';
import { meaningOf } from './meaning.ts';
import type { StorageResponse } from './response.ts';
import type { Question } from './services.ts';
import type { StorageSession } from './session.ts';
import { hostOf } from './target.ts';

/** What a response to a question means; undefined if it is the answer, and not only a status and headers that anything may send. */
export function meaningOfAnswer(
  response: StorageResponse,
  question: Question,
  session: StorageSession,
): Failure | undefined {
  const meant = meaningOf(response, session);
  if (meant) return meant;
  const answered = response.code === undefined && isAnswer(response, question, session);
  const about = `${hostOf(session.target)} does not answer as Azure Storage`;
  return answered ? undefined : failure('UnexpectedReply', { about });
}

/** https://learn.microsoft.com/rest/api/storageservices: Get Account Information is headers alone; the lists are documents. */
function isAnswer({ headers, xml, json }: StorageResponse, question: Question, { target }: StorageSession): boolean {
  if (question === 'properties') return (headers['x-ms-sku-name'] ?? headers['x-ms-account-kind'] ?? '') !== '';
  if (target.service.dns !== 'dfs') return isJsonObject(xml) && 'EnumerationResults' in xml;
  return isJsonObject(json) && Array.isArray(json[question === 'account' ? 'filesystems' : 'paths']);
}
