import { createHash } from 'node:crypto';
import { isSetback, setback, type Setback } from '../../finding.ts';
import type { ProofFile, StepResult } from '../../proof/prove.ts';
import { ask, type Heard, type Request, type Talk } from './ask.ts';
import { meaningOf } from './replies.ts';
import { objectUrl } from './store.ts';
import { noVersions, removeVersions, versionOf } from './versions.ts';

/** What a store answers to a condition that it does not know. */
const unknownCondition = new Set(['NotImplemented', 'InvalidArgument', 'InvalidRequest']);

/** The probe's file as an object under the prefix. */
export function proofFile(talk: Talk, fileName: string): ProofFile {
  const key = [talk.store.prefix.replace(/\/+$/, ''), fileName].filter((part) => part !== '').join('/');
  const url = objectUrl(talk.store, key);
  const versions = noVersions();

  async function step(request: Omit<Request, 'url'>, signal: AbortSignal): Promise<Heard | 'denied' | Setback> {
    const heard = await ask({ url, ...request }, within(talk, signal), talk.key);
    if (isSetback(heard)) return heard;
    versions.add(versionOf(heard));
    return isDone(heard) ? heard : (refusalOf(heard, talk) ?? heard);
  }

  async function put(content: string, signal: AbortSignal, condition = {}): Promise<Heard | 'denied' | Setback> {
    const headers = { 'content-md5': md5(content), 'content-type': 'text/plain', ...condition };
    return step({ method: 'PUT', headers, body: content }, signal);
  }

  async function isThere(signal: AbortSignal): Promise<boolean | Setback> {
    const heard = await step({ method: 'HEAD' }, signal);
    // Whether it is there is not told to who may not read; creating it then says so.
    if (heard === 'denied') return false;
    return isSetback(heard) ? heard : isDone(heard);
  }

  async function exists(signal: AbortSignal): Promise<boolean | Setback> {
    const there = await isThere(signal);
    return there === false ? versions.marked : there;
  }

  /** A left-over that could not be seen is in the way once. */
  async function create(content: string, signal: AbortSignal): Promise<StepResult> {
    const created = await createOnly(content, signal);
    if (!isInTheWay(created)) return resultOf(created, talk);
    const removed = await remove(signal);
    return removed === 'done' ? resultOf(await createOnly(content, signal), talk) : inTheWay();
  }

  async function createOnly(content: string, signal: AbortSignal): Promise<Heard | 'denied' | Setback> {
    if (talk.store.conditions === false) return put(content, signal);
    const created = await put(content, signal, { 'if-none-match': '*' });
    if (created === 'denied' || isSetback(created) || isDone(created)) return created;
    if (created.reply.status !== 501 && !unknownCondition.has(created.code ?? '')) return created;
    const there = await isThere(signal);
    if (typeof there !== 'boolean') return there;
    return there ? inTheWay() : put(content, signal);
  }

  async function remove(signal: AbortSignal): Promise<StepResult> {
    const removed = await step({ method: 'DELETE' }, signal);
    if (removed === 'denied' || isSetback(removed)) return removed;
    if (!isDone(removed) && removed.reply.status !== 404) return notDone(removed, talk);
    await removeVersions(key, versions, within(talk, signal));
    return 'done';
  }

  return {
    exists,
    create,
    remove,
    async read(signal) {
      const heard = await step({ method: 'GET' }, signal);
      if (heard === 'denied' || isSetback(heard)) return heard;
      return isDone(heard) ? { content: heard.reply.text } : notDone(heard, talk);
    },
    async overwrite(content, signal) {
      return resultOf(await put(content, signal), talk);
    },
  };
}

function within(talk: Talk, signal: AbortSignal): Talk {
  return { ...talk, context: { ...talk.context, signal } };
}

function isDone({ reply, code }: Heard): boolean {
  return reply.status >= 200 && reply.status < 300 && code === undefined && !reply.html;
}

/** Undefined where the step knows itself what the answer means to it. */
function refusalOf(heard: Heard, talk: Talk): 'denied' | Setback | undefined {
  const { reply, code } = heard;
  if (code === 'AccessDenied' || (reply.status === 403 && code === undefined && !reply.html)) return 'denied';
  if ([404, 412, 501].includes(reply.status) || unknownCondition.has(code ?? '')) return undefined;
  const meant = meaningOf(heard, talk);
  return meant === undefined || meant === 'unclear' ? notDone(heard, talk) : meant;
}

function resultOf(result: Heard | 'denied' | Setback, talk: Talk): StepResult {
  if (result === 'denied' || isSetback(result)) return result;
  return isDone(result) ? 'done' : notDone(result, talk);
}

function notDone(heard: Heard, talk: Talk): Setback {
  const meant = heard.code === undefined ? undefined : meaningOf(heard, talk);
  if (meant !== undefined && meant !== 'unclear') return meant;
  const about = `${talk.store.origin.host} neither takes nor refuses a step of the probe`;
  return setback('Authorized', 'UnexpectedReply', { about });
}

function isInTheWay(result: Heard | 'denied' | Setback): boolean {
  return result !== 'denied' && !isSetback(result) && result.reply.status === 412;
}

function inTheWay(): Setback {
  return setback('Authorized', 'UnexpectedReply', { about: 'a file of an earlier probe is in the way' });
}

/** A bucket with a lock on its objects takes none without it. */
function md5(text: string): string {
  return createHash('md5').update(text).digest('base64');
}
