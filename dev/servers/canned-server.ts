import { createServer } from 'node:http';
import { onLoopback, type Loopback } from '../loopback.ts';

export interface CannedReply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface CannedServer extends Loopback {
  urls(): readonly string[];
}

/** Answers HTTP requests with what a table says. Its Date header is its own, right or wrong or none. */
export async function startCannedServer(
  reply: (request: { url: URL; authorization: string | undefined }) => CannedReply,
  port = 0,
): Promise<CannedServer> {
  const urls: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    urls.push(url.href);
    const { status, headers = {}, body = '' } = reply({ url, authorization: request.headers.authorization });
    response.sendDate = headers['date'] === undefined;
    if (headers['date'] === '') response.sendDate = false;
    const sent = Object.entries(headers).filter(([, value]) => value !== '');
    response.writeHead(status, Object.fromEntries(sent)).end(body);
  });
  return { ...(await onLoopback(server, port)), urls: () => urls };
}
