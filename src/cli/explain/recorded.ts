import type { HttpResponse } from '../../connectors/transport/messages.ts';

/**
 * A response as `curl -i` prints it: status line, headers, an empty line, the body. Of several (a proxy's, a redirect's) it
 * is the last. @throws Error if the file does not begin with a status line.
 */
export function readRecorded(text: string): HttpResponse {
  const { head, body } = split(text.replaceAll('\r\n', '\n'));
  const [first = '', ...lines] = head.split('\n');
  const status = /^HTTP\/\S+ (\d{3})/.exec(first)?.[1];
  if (status === undefined) throw new Error('the file must begin with a status line, as `curl -i` prints it');
  const headers: Record<string, string> = {};
  const cookies: Record<string, string> = {};
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    headers[name.toLowerCase()] = value;
    const [, cookie = '', content = ''] = /^([^=;]+)=([^;]*)/.exec(value) ?? [];
    if (name.toLowerCase() === 'set-cookie') cookies[cookie] = content;
  }
  return { status: Number(status), headers, cookies, text: body };
}

/** The last response in the text. */
function split(text: string): { head: string; body: string } {
  const at = text.indexOf('\n\n');
  const [head, body] = at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 2)];
  return /^HTTP\/\S+ \d{3}/.test(body) ? split(body) : { head, body };
}
