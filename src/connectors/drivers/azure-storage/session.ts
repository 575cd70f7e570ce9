import type { DriverContext } from '../../context.ts';
import { isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { HttpRequest } from '../../transport/messages.ts';
import { send } from '../../transport/send.ts';
import type { Credential } from './credential.ts';
import { isFromService, readStorageResponse, type StorageResponse } from './response.ts';
import { sasQuery } from './sas.ts';
import type { Question } from './services.ts';
import { sharedKeyHeader } from './shared-key.ts';
import { outage } from '../../engine/defaults.ts';
import { hostOf, urlOf, type Target } from './target.ts';

/** One test's session with a storage account. */
export interface StorageSession {
  plan: Plan;
  context: DriverContext;
  target: Target;
  credential: Credential;
}

export interface StorageRequest {
  method: string;
  url: URL;
  /** Names in lower case. */
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** Asks a question with the credential. */
export function ask(question: Question, session: StorageSession): Promise<StorageResponse | Failure> {
  return request({ method: 'GET', url: urlOf(question, session.target) }, session);
}

/** The same question without the credential. */
export function askUnsigned(question: Question, session: StorageSession): Promise<StorageResponse | Failure> {
  const { service } = session.target;
  const headers = { 'x-ms-version': service.apiVersion };
  return exchange({ method: 'GET', url: urlOf(question, session.target), headers }, session);
}

/** Sends one request with the credential. */
export function request(what: StorageRequest, session: StorageSession): Promise<StorageResponse | Failure> {
  return exchange({ ...authorized(what, session), showsCredential: true }, session);
}

function authorized(what: StorageRequest, { credential, target, context }: StorageSession): HttpRequest {
  const { service, accountName } = target;
  const headers = { 'x-ms-version': service.apiVersion, ...what.headers };
  if (credential.kind === 'sas') {
    const url = new URL(what.url);
    url.search = [url.search.slice(1), sasQuery(credential.sas)].filter(Boolean).join('&');
    return { ...what, url, headers };
  }
  if (credential.kind === 'token') {
    return { ...what, headers: { ...headers, ...service.withToken, authorization: `Bearer ${credential.token}` } };
  }
  const dated = { ...headers, 'x-ms-date': new Date(context.now()).toUTCString() };
  const { accountKey } = credential;
  const authorization = sharedKeyHeader({ ...what, headers: dated }, { accountName, accountKey });
  return { ...what, headers: { ...dated, authorization } };
}

async function exchange(
  sent: HttpRequest,
  { context, plan, target }: StorageSession,
): Promise<StorageResponse | Failure> {
  const answer = await send({ ...sent, redirect: 'Return' }, { context, hosts: plan.hosts });
  if (isFailure(answer)) {
    const unknownHost = answer.reason === 'NameNotResolved' && !target.custom;
    return unknownHost ? { ...answer, causes: noSuchHost(target) } : answer;
  }
  const response = readStorageResponse(answer);
  if (isFromService(response) && !outage(response, hostOf(target), context.now())) context.progress.reached();
  return response;
}

function noSuchHost({ accountName }: Target): string[] {
  return [
    `there is no storage account ${accountName}: check accountName`,
    'it is in another cloud: check cloud',
    'the name server of the cluster does not know the private endpoint of the account',
  ];
}
