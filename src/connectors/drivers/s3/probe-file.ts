import { createHash } from 'node:crypto';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Content, ProbeFile, StepResult } from '../../probe/probe-file.ts';
import { meaningOf } from './meaning.ts';
import type { StoreResponse } from './response.ts';
import { ask, type StoreRequest, type StoreSession } from './session.ts';
import { objectUrl } from './store.ts';
import { noVersions, removeVersions, versionOf } from './versions.ts';
import { unwritten } from '../../probe/unwritten.ts';
import { trimEnd } from '../../language/trim-end.ts';

/** What a store answers to a condition that it does not know. */
const unknownCondition = new Set(['NotImplemented', 'InvalidArgument', 'InvalidRequest']);

/** What a store that has no writing answers where it lists and reads: S3Proxy over a store that is read-only, with 501. */
const noWriting: ReadonlySet<number> = new Set([405, 501]);

type Result = StoreResponse | 'denied' | Failure;

/** The probe's file as an object under the prefix. */
export class S3ProbeFile implements ProbeFile {
  /** Writing a new object and overwriting one are one permission. */
  readonly writeIsUpdate = true;
  readonly #session: StoreSession;
  readonly #key: string;
  readonly #versions = noVersions();

  constructor(session: StoreSession, fileName: string) {
    this.#session = session;
    this.#key = [trimEnd(session.store.prefix, '/'), fileName].filter((part) => part !== '').join('/');
  }

  async exists(signal: AbortSignal): Promise<boolean | Failure> {
    const there = await this.#isThere(signal);
    return there === false ? this.#versions.marked : there;
  }

  /** A left-over that could not be seen is in the way once. */
  async create(content: string, signal: AbortSignal): Promise<StepResult> {
    const created = await this.#createOnly(content, signal);
    if (!isInTheWay(created)) return resultOf(created, this.#session);
    const removed = await this.remove(signal);
    return removed === 'done' ? resultOf(await this.#createOnly(content, signal), this.#session) : inTheWay();
  }

  async read(signal: AbortSignal): Promise<Content> {
    const response = await this.#step({ method: 'GET' }, signal);
    if (response === 'denied' || isFailure(response)) return response;
    if (isDone(response)) return { content: response.text };
    return response.status === 404 ? failure('TargetNotFound') : notDone(response, this.#session);
  }

  async overwrite(content: string, signal: AbortSignal): Promise<StepResult> {
    return resultOf(await this.#put(content, signal), this.#session);
  }

  async remove(signal: AbortSignal): Promise<StepResult> {
    const removed = await this.#step({ method: 'DELETE' }, signal);
    if (removed === 'denied' || isFailure(removed)) return removed;
    if (!isDone(removed) && removed.status !== 404) return notDone(removed, this.#session);
    await removeVersions(this.#key, this.#versions, within(this.#session, signal));
    return 'done';
  }

  async #isThere(signal: AbortSignal): Promise<boolean | Failure> {
    const response = await this.#step({ method: 'HEAD' }, signal);
    // Whether it is there is not told to who may not read; creating it then says so.
    if (response === 'denied') return false;
    return isFailure(response) ? response : isDone(response);
  }

  async #createOnly(content: string, signal: AbortSignal): Promise<Result> {
    if (this.#session.store.conditions === false) return this.#put(content, signal);
    const created = await this.#put(content, signal, { 'if-none-match': '*' });
    if (created === 'denied' || isFailure(created) || isDone(created)) return created;
    if (created.status !== 501 && !unknownCondition.has(created.code ?? '')) return created;
    const there = await this.#isThere(signal);
    if (typeof there !== 'boolean') return there;
    return there ? inTheWay() : this.#put(content, signal);
  }

  #put(content: string, signal: AbortSignal, condition = {}): Promise<Result> {
    const headers = { 'content-md5': md5(content), 'content-type': 'text/plain', ...condition };
    return this.#step({ method: 'PUT', headers, body: content }, signal);
  }

  async #step(request: Omit<StoreRequest, 'url'>, signal: AbortSignal): Promise<Result> {
    const url = objectUrl(this.#session.store, this.#key);
    const response = await ask({ url, ...request }, within(this.#session, signal), this.#session.key);
    if (isFailure(response)) return response;
    this.#versions.add(versionOf(response));
    const refused = isDone(response) ? undefined : refusalOf(response, this.#session);
    if (refused === undefined) return response;
    return request.method === 'PUT' ? unwritten(refused, response.status) : refused;
  }
}

function within(session: StoreSession, signal: AbortSignal): StoreSession {
  return { ...session, context: { ...session.context, signal } };
}

function isDone({ status, code, html }: StoreResponse): boolean {
  return status >= 200 && status < 300 && code === undefined && !html;
}

/** Undefined if the step itself knows what the response means to it. */
function refusalOf(response: StoreResponse, session: StoreSession): 'denied' | Failure | undefined {
  const { status, code, html } = response;
  if (code === 'AccessDenied' || (status === 403 && code === undefined && !html)) return 'denied';
  if ([404, 405, 412, 501].includes(status) || unknownCondition.has(code ?? '')) return undefined;
  const meant = meaningOf(response, session);
  return meant === undefined || meant === 'unclear' ? notDone(response, session) : meant;
}

function resultOf(result: Result, session: StoreSession): StepResult {
  if (result === 'denied' || isFailure(result)) return result;
  if (isDone(result)) return 'done';
  return noWriting.has(result.status) ? 'denied' : notDone(result, session);
}

function notDone(response: StoreResponse, session: StoreSession): Failure {
  const meant = response.code === undefined ? undefined : meaningOf(response, session);
  if (meant !== undefined && meant !== 'unclear') return meant;
  const about = `${session.store.origin.host} neither takes nor refuses a step of the probe`;
  return failure('UnexpectedReply', { about });
}

function isInTheWay(result: Result): boolean {
  return result !== 'denied' && !isFailure(result) && result.status === 412;
}

function inTheWay(): Failure {
  return failure('UnexpectedReply', { about: 'a file of an earlier probe is in the way' });
}

/** A bucket with a lock on its objects takes none without it. */
function md5(text: string): string {
  return createHash('md5').update(text).digest('base64');
}
