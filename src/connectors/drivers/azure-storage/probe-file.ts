import { isFailure, type Failure } from '../../failure.ts';
import type { ProbeFile, StepResult } from '../../probe/probe-file.ts';
import { meaningOf } from './meaning.ts';
import { blobFile } from './probe-blob.ts';
import { lakeFile } from './probe-lake.ts';
import { shareFile } from './probe-share.ts';
import type { StorageResponse } from './response.ts';
import { request, type StorageRequest, type StorageSession } from './session.ts';
import { fileUrl } from './target.ts';
import type { Asking, Write } from './writer.ts';

const writers: Record<'blob' | 'file' | 'dfs', (asking: Asking) => Write> = {
  blob: blobFile,
  file: shareFile,
  dfs: lakeFile,
};

/** The one file of a probe, in the container, share or file system, under `requires.path`. */
export function storageFile(session: StorageSession, fileName: string): ProbeFile {
  const url = fileUrl(session.target, fileName);
  const step = async (what: StorageRequest, signal: AbortSignal) =>
    resultOf(await within(session, what, signal), session);
  const remove = async (signal: AbortSignal): Promise<StepResult> => {
    const response = await within(session, { method: 'DELETE', url }, signal);
    return isFailure(response) || response.status !== 404 ? resultOf(response, session) : 'done';
  };
  const write = writers[session.target.service.dns]({ url, step, remove });
  /** A left-over that may be neither read nor removed is written over: its name is of this connection alone. */
  let unseen = false;
  return {
    remove,
    async exists(signal) {
      const response = await within(session, { method: 'HEAD', url }, signal);
      if (!isFailure(response) && response.status === 404) return false;
      const found = resultOf(response, session);
      if (found === 'done') return true;
      const removed = found === 'denied' ? await remove(signal) : found;
      unseen = removed === 'denied';
      return typeof removed === 'string' ? false : removed;
    },
    create: (content, signal) => write(content, unseen ? {} : { 'if-none-match': '*' }, signal),
    async read(signal) {
      const response = await within(session, { method: 'GET', url }, signal);
      if (isFailure(response)) return response;
      const result = resultOf(response, session);
      return result === 'done' ? { content: response.text } : result;
    },
    overwrite: (content, signal) => write(content, { 'if-match': '*' }, signal),
  };
}

function within(
  session: StorageSession,
  what: StorageRequest,
  signal: AbortSignal,
): Promise<StorageResponse | Failure> {
  return request(what, { ...session, context: { ...session.context, signal } });
}

/** The credential was taken a moment ago: what is refused now is refused for want of a permission. */
const denials = new Set([
  'AuthorizationPermissionMismatch',
  'AuthorizationFailure',
  'AuthorizationResourceTypeMismatch',
  'InsufficientAccountPermissions',
  'UnauthorizedBlobOverwrite',
  // unverified: what a container with an immutability policy answers
  'BlobImmutableDueToPolicy',
]);

function resultOf(response: StorageResponse | Failure, session: StorageSession): StepResult {
  if (isFailure(response)) return response;
  const { status, code } = response;
  if (status < 300) return 'done';
  if (code === undefined ? status === 403 : denials.has(code)) return 'denied';
  const meant = meaningOf(response, session);
  if (!meant) throw new Error(`a status of ${status} means nothing`);
  return meant;
}
