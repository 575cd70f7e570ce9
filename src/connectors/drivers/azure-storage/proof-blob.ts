import type { Asking, Writer } from './writer.ts';

/**
 * A block blob in one request, which never takes the place of another blob (learn.microsoft.com, "Put Blob"). Where the
 * account keeps versions or deleted blobs, it keeps these as well for as long as its rules say.
 */
export function blobFile({ url, step }: Asking): Writer {
  const put = (content: string, condition: Record<string, string>, signal: AbortSignal) =>
    step(
      {
        method: 'PUT',
        url,
        headers: { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'text/plain', ...condition },
        body: content,
      },
      signal,
    );
  return {
    create: (content, signal) => put(content, { 'if-none-match': '*' }, signal),
    overwrite: (content, signal) => put(content, { 'if-match': '*' }, signal),
  };
}
