import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CannedReply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface CannedServer {
  host: string;
  port: number;
  url: string;
  urls(): readonly string[];
  stop(): Promise<void>;
}

/** Answers HTTP requests with what a table says. Its Date header is its own, right or wrong or none. */
export async function startCannedServer(
  reply: (request: { url: URL; authorization: string | undefined }) => CannedReply,
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    url: `http://127.0.0.1:${port}`,
    urls: () => urls,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
