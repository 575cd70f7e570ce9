import type { Asking, Write } from './writer.ts';

/**
 * A file is made empty, given its bytes, and then these are kept (learn.microsoft.com, "Path - Create", "Path - Update").
 * The blob host would take one request, but a firewall or private endpoint may let only the dfs host be reached.
 */
export function lakeFile({ url, step, remove }: Asking): Write {
  const at = (query: string) => {
    const address = new URL(url);
    address.search = query;
    return address;
  };
  return async (content, condition, signal) => {
    const made = await step({ method: 'PUT', url: at('resource=file'), headers: condition }, signal);
    if (made !== 'done') return made;
    const headers = { 'content-type': 'application/octet-stream' };
    const append = { method: 'PATCH', url: at('action=append&position=0'), headers, body: content };
    const appended = await step(append, signal);
    const flush = `action=flush&position=${Buffer.byteLength(content)}&close=true`;
    const kept = appended === 'done' ? await step({ method: 'PATCH', url: at(flush) }, signal) : appended;
    if (kept === 'denied') await remove(signal);
    return kept;
  };
}
