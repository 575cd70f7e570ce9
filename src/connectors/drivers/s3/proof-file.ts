import { createHash } from 'node:crypto';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { ProbeFile, StepResult } from '../../probe/probe-file.ts';
import { ask, type Heard, type Request, type Talk } from './ask.ts';
import { meaningOf } from './replies.ts';
import { objectUrl } from './store.ts';
import { noVersions, removeVersions, versionOf } from './versions.ts';

/** What a store answers to a condition that it does not know. */
const unknownCondition = new Set(['NotImplemented', 'InvalidArgument', 'InvalidRequest']);

type Result = Heard | 'denied' | Failure;

/** The probe's file as an object under the prefix. */
export class S3ProofFile implements ProbeFile {
  readonly #talk: Talk;
  readonly #key: string;
  readonly #versions = noVersions();

  constructor(talk: Talk, fileName: string) {
    this.#talk = talk;
    this.#key = [talk.store.prefix.replace(/\/+$/, ''), fileName].filter((part) => part !== '').join('/');
  }

  async exists(signal: AbortSignal): Promise<boolean | Failure> {
    const there = await this.#isThere(signal);
    return there === false ? this.#versions.marked : there;
  }

  /** A left-over that could not be seen is in the way once. */
  async create(content: string, signal: AbortSignal): Promise<StepResult> {
    const created = await this.#createOnly(content, signal);
    if (!isInTheWay(created)) return resultOf(created, this.#talk);
    const removed = await this.remove(signal);
    return removed === 'done' ? resultOf(await this.#createOnly(content, signal), this.#talk) : inTheWay();
  }

  async read(signal: AbortSignal): Promise<{ content: string } | 'denied' | Failure> {
    const heard = await this.#step({ method: 'GET' }, signal);
    if (heard === 'denied' || isFailure(heard)) return heard;
    return isDone(heard) ? { content: heard.reply.text } : notDone(heard, this.#talk);
  }

  async overwrite(content: string, signal: AbortSignal): Promise<StepResult> {
    return resultOf(await this.#put(content, signal), this.#talk);
  }

  async remove(signal: AbortSignal): Promise<StepResult> {
    const removed = await this.#step({ method: 'DELETE' }, signal);
    if (removed === 'denied' || isFailure(removed)) return removed;
    if (!isDone(removed) && removed.reply.status !== 404) return notDone(removed, this.#talk);
    await removeVersions(this.#key, this.#versions, within(this.#talk, signal));
    return 'done';
  }

  async #isThere(signal: AbortSignal): Promise<boolean | Failure> {
    const heard = await this.#step({ method: 'HEAD' }, signal);
    // Whether it is there is not told to who may not read; creating it then says so.
    if (heard === 'denied') return false;
    return isFailure(heard) ? heard : isDone(heard);
  }

  async #createOnly(content: string, signal: AbortSignal): Promise<Result> {
    if (this.#talk.store.conditions === false) return this.#put(content, signal);
    const created = await this.#put(content, signal, { 'if-none-match': '*' });
    if (created === 'denied' || isFailure(created) || isDone(created)) return created;
    if (created.reply.status !== 501 && !unknownCondition.has(created.code ?? '')) return created;
    const there = await this.#isThere(signal);
    if (typeof there !== 'boolean') return there;
    return there ? inTheWay() : this.#put(content, signal);
  }

  #put(content: string, signal: AbortSignal, condition = {}): Promise<Result> {
    const headers = { 'content-md5': md5(content), 'content-type': 'text/plain', ...condition };
    return this.#step({ method: 'PUT', headers, body: content }, signal);
  }

  async #step(request: Omit<Request, 'url'>, signal: AbortSignal): Promise<Result> {
    const url = objectUrl(this.#talk.store, this.#key);
    const heard = await ask({ url, ...request }, within(this.#talk, signal), this.#talk.key);
    if (isFailure(heard)) return heard;
    this.#versions.add(versionOf(heard));
    return isDone(heard) ? heard : (refusalOf(heard, this.#talk) ?? heard);
  }
}

function within(talk: Talk, signal: AbortSignal): Talk {
  return { ...talk, context: { ...talk.context, signal } };
}

function isDone({ reply, code }: Heard): boolean {
  return reply.status >= 200 && reply.status < 300 && code === undefined && !reply.html;
}

/** Undefined where the step knows itself what the answer means to it. */
function refusalOf(heard: Heard, talk: Talk): 'denied' | Failure | undefined {
  const { reply, code } = heard;
  if (code === 'AccessDenied' || (reply.status === 403 && code === undefined && !reply.html)) return 'denied';
  if ([404, 412, 501].includes(reply.status) || unknownCondition.has(code ?? '')) return undefined;
  const meant = meaningOf(heard, talk);
  return meant === undefined || meant === 'unclear' ? notDone(heard, talk) : meant;
}

function resultOf(result: Result, talk: Talk): StepResult {
  if (result === 'denied' || isFailure(result)) return result;
  return isDone(result) ? 'done' : notDone(result, talk);
}

function notDone(heard: Heard, talk: Talk): Failure {
  const meant = heard.code === undefined ? undefined : meaningOf(heard, talk);
  if (meant !== undefined && meant !== 'unclear') return meant;
  const about = `${talk.store.origin.host} neither takes nor refuses a step of the probe`;
  return failure('Authorized', 'UnexpectedReply', { about });
}

function isInTheWay(result: Result): boolean {
  return result !== 'denied' && !isFailure(result) && result.reply.status === 412;
}

function inTheWay(): Failure {
  return failure('Authorized', 'UnexpectedReply', { about: 'a file of an earlier probe is in the way' });
}

/** A bucket with a lock on its objects takes none without it. */
function md5(text: string): string {
  return createHash('md5').update(text).digest('base64');
}
