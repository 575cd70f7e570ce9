import type { Asking, Write } from './writer.ts';

/**
 * A block blob in one request (learn.microsoft.com, "Put Blob"). If the account keeps versions or deleted blobs, it
 * keeps these as well for as long as its rules say.
 */
export function blobFile({ url, step }: Asking): Write {
  return (content, condition, signal) =>
    step(
      {
        method: 'PUT',
        url,
        headers: { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'text/plain', ...condition },
        body: content,
      },
      signal,
    );
}
