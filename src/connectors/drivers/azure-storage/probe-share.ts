import type { Asking, Write } from './writer.ts';

/**
 * A file of a share is made with its length and filled in a second request (learn.microsoft.com, "Create File", "Put
 * Range"). Making it knows no condition: it takes the place of a file that was there. The name is of this connection alone.
 */
export function shareFile({ url, step, remove }: Asking): Write {
  return async (content, _condition, signal) => {
    const length = Buffer.byteLength(content);
    const made = await step({ method: 'PUT', url, headers: created(length) }, signal);
    if (made !== 'done') return made;
    const range = new URL(url);
    range.search = 'comp=range';
    const headers = { 'x-ms-write': 'update', 'x-ms-range': `bytes=0-${length - 1}`, 'content-type': 'text/plain' };
    const filled = await step({ method: 'PUT', url: range, headers, body: content }, signal);
    if (filled === 'denied') await remove(signal);
    return filled;
  };
}

function created(length: number): Record<string, string> {
  return {
    'x-ms-type': 'file',
    'x-ms-content-length': String(length),
    'x-ms-file-attributes': 'None',
    'x-ms-file-creation-time': 'now',
    'x-ms-file-last-write-time': 'now',
    'x-ms-file-permission': 'inherit',
  };
}
