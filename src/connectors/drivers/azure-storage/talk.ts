import type { DriverContext } from '../../context.ts';
import { isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { send, type HttpRequest } from '../../transport/send.ts';
import type { Asked, Credential } from './credential.ts';
import { hear, meaningOf, type Heard } from './replies.ts';
import { sasQuery } from './sas.ts';
import type { Question } from './services.ts';
import { sharedKeyHeader } from './shared-key.ts';
import { nameOf, urlOf, type Target } from './target.ts';

/** One test's talk with a storage account. */
export interface Talk {
  plan: Plan;
  context: DriverContext;
  target: Target;
  credential: Credential;
}

export interface Request {
  method: string;
  url: URL;
  /** Names in lower case. */
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** Asks a question with the credential. Undefined for a success. */
export async function asked(question: Question, talk: Talk): Promise<Failure | undefined> {
  const heard = await tell({ method: 'GET', url: urlOf(question, talk.target) }, talk);
  return isFailure(heard) ? heard : meaningOf(heard, placeOf(talk));
}

/** The same question without the credential. Undefined where it is refused. */
export async function unsigned(question: Question, talk: Talk): Promise<Heard | Failure> {
  const { service } = talk.target;
  return exchange(
    { method: 'GET', url: urlOf(question, talk.target), headers: { 'x-ms-version': service.apiVersion } },
    talk,
  );
}

/** Sends one request with the credential. */
export async function tell(request: Request, talk: Talk): Promise<Heard | Failure> {
  return exchange(authorized(request, talk), talk);
}

function authorized(request: Request, { credential, target, context }: Talk): HttpRequest {
  const { service, accountName } = target;
  const headers = { 'x-ms-version': service.apiVersion, ...request.headers };
  if (credential.kind === 'sas') {
    const url = new URL(request.url);
    url.search = [url.search.slice(1), sasQuery(credential.sas)].filter(Boolean).join('&');
    return { ...request, url, headers };
  }
  if (credential.kind === 'token') {
    return { ...request, headers: { ...headers, ...service.withToken, authorization: `Bearer ${credential.token}` } };
  }
  const dated = { ...headers, 'x-ms-date': new Date(context.now()).toUTCString() };
  const { accountKey } = credential;
  const authorization = sharedKeyHeader({ ...request, headers: dated }, { accountName, accountKey });
  return { ...request, headers: { ...dated, authorization } };
}

async function exchange(request: HttpRequest, { context, plan, target }: Talk): Promise<Heard | Failure> {
  const sent = await send({ ...request, redirect: 'Return' }, { context, hosts: plan.hosts });
  if (!isFailure(sent)) return hear(sent);
  return sent.reason === 'NameNotResolved' && !target.custom ? { ...sent, causes: noSuchHost(target) } : sent;
}

function noSuchHost({ accountName }: Target): string[] {
  return [
    `there is no storage account ${accountName}: check accountName`,
    'it is in another cloud: check cloud',
    'the name server of the cluster does not know the private endpoint of the account',
  ];
}

/** Where a reply comes from, for what it means. */
export function placeOf({ target, context, credential }: Talk): Asked {
  return { host: new URL(target.base).host, name: nameOf(target), credential, now: context.now() };
}
