import type { StepResult } from '../../proof/prove.ts';
import type { Asking, Writer } from './writer.ts';

/**
 * A file is made empty, given its bytes, and then these are kept (learn.microsoft.com, "Path - Create", "Path - Update").
 * The blob host would take one request, but a firewall or private endpoint may let only the dfs host be reached.
 */
export function lakeFile({ url, step, remove }: Asking): Writer {
  const at = (query: string) => {
    const address = new URL(url);
    address.search = query;
    return address;
  };
  const write = async (
    content: string,
    condition: Record<string, string>,
    signal: AbortSignal,
  ): Promise<StepResult> => {
    const made = await step({ method: 'PUT', url: at('resource=file'), headers: condition }, signal);
    if (made !== 'done') return made;
    const headers = { 'content-type': 'application/octet-stream' };
    const appended = await step(
      { method: 'PATCH', url: at('action=append&position=0'), headers, body: content },
      signal,
    );
    const flush = `action=flush&position=${Buffer.byteLength(content)}&close=true`;
    const kept = appended === 'done' ? await step({ method: 'PATCH', url: at(flush) }, signal) : appended;
    if (kept === 'denied') await remove(signal);
    return kept;
  };
  return {
    create: (content, signal) => write(content, { 'if-none-match': '*' }, signal),
    overwrite: (content, signal) => write(content, { 'if-match': '*' }, signal),
  };
}
