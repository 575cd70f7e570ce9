import { outage } from '../../engine/defaults.ts';
import { failure, type Failure } from '../../failure.ts';
import type { StoreResponse } from './response.ts';

/** What an error means that has no code: a page says nothing about a key, and only a code says that there is no bucket. */
export function meaningOfStatus(response: StoreResponse, host: string, now: number): Failure {
  const unavailable = outage(response, host, now);
  if (unavailable) return unavailable;
  const { status, html } = response;
  if (html || status === 404 || status === 410 || isInWords(response))
    return failure('UnexpectedReply', { about: `${host} does not answer as an S3 store` });
  if (status === 401) return failure('CredentialsRejected');
  if (status !== 403) return failure('UnexpectedReply', { about: `status ${status} from ${host}` });
  return failure('AccessRefused', {
    causes: ['the credential is wrong', 'the account may not use this', 'this network address is not allowed'],
  });
}

/** A store refuses in XML, or without a body: words are those of something in front of it. */
function isInWords({ text, document }: StoreResponse): boolean {
  return text.trim() !== '' && Object.keys(document).length === 0;
}
