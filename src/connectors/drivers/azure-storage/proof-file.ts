import { isFailure, type Failure } from '../../failure.ts';
import type { ProbeFile, StepResult } from '../../probe/probe-file.ts';
import { blobFile } from './proof-blob.ts';
import { lakeFile } from './proof-lake.ts';
import { shareFile } from './proof-share.ts';
import { meaningOf, type Heard } from './replies.ts';
import { placeOf, tell, type Request, type Talk } from './talk.ts';
import { fileUrl } from './target.ts';
import type { Asking, Write } from './writer.ts';

const writers: Record<'blob' | 'file' | 'dfs', (asking: Asking) => Write> = {
  blob: blobFile,
  file: shareFile,
  dfs: lakeFile,
};

/** The one file of a probe, in the container, share or file system, under `requires.path`. */
export function proofFile(talk: Talk, fileName: string): ProbeFile {
  const url = fileUrl(talk.target, fileName);
  const step = async (request: Request, signal: AbortSignal) => resultOf(await within(talk, request, signal), talk);
  const remove = async (signal: AbortSignal): Promise<StepResult> => {
    const heard = await within(talk, { method: 'DELETE', url }, signal);
    return isFailure(heard) || heard.reply.status !== 404 ? resultOf(heard, talk) : 'done';
  };
  const write = writers[talk.target.service.dns]({ url, step, remove });
  /** A left-over that may be neither read nor removed is written over: its name is of this connection alone. */
  let unseen = false;
  return {
    remove,
    async exists(signal) {
      const heard = await within(talk, { method: 'HEAD', url }, signal);
      if (!isFailure(heard) && heard.reply.status === 404) return false;
      const found = resultOf(heard, talk);
      if (found === 'done') return true;
      const removed = found === 'denied' ? await remove(signal) : found;
      unseen = removed === 'denied';
      return typeof removed === 'string' ? false : removed;
    },
    create: (content, signal) => write(content, unseen ? {} : { 'if-none-match': '*' }, signal),
    async read(signal) {
      const heard = await within(talk, { method: 'GET', url }, signal);
      if (isFailure(heard)) return heard;
      const result = resultOf(heard, talk);
      return result === 'done' ? { content: heard.reply.text } : result;
    },
    overwrite: (content, signal) => write(content, { 'if-match': '*' }, signal),
  };
}

function within(talk: Talk, request: Request, signal: AbortSignal): Promise<Heard | Failure> {
  return tell(request, { ...talk, context: { ...talk.context, signal } });
}

/** The credential was taken a moment ago: what is refused now is refused for want of a right. */
const denials = new Set([
  'AuthorizationPermissionMismatch',
  'AuthorizationFailure',
  'AuthorizationResourceTypeMismatch',
  'InsufficientAccountPermissions',
  'UnauthorizedBlobOverwrite',
  // unverified: what a container with an immutability policy answers
  'BlobImmutableDueToPolicy',
]);

function resultOf(heard: Heard | Failure, talk: Talk): StepResult {
  if (isFailure(heard)) return heard;
  const { reply, code } = heard;
  if (reply.status < 300) return 'done';
  if (code === undefined ? reply.status === 403 : denials.has(code)) return 'denied';
  const meant = meaningOf(heard, placeOf(talk));
  if (!meant) throw new Error(`a status of ${reply.status} means nothing`);
  return meant;
}
