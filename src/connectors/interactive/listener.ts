import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { callbackPath } from './offer.ts';
import { htmlOf, pageHeaders, type ResultPage } from './pages.ts';
import { refuse, type SignInRefusal } from './refusal.ts';

export interface Listener {
  port: number;
  close(): void;
}

interface Listening {
  /** `localhost` or `127.0.0.1`: what the platform sends the browser to. */
  host: string;
  /** Tried in order; 0 is any. */
  ports: readonly number[];
  /** Takes a callback; the page is drawn when it has ended. */
  onCallback: (query: Readonly<Record<string, string>>) => Promise<ResultPage>;
  /** Where `/go` leads, a short address for a person to open. */
  goesTo: () => string | undefined;
}

/** Waits for the browser on loopback. Another name, method or path than the callback's touches nothing. */
export async function listen(listening: Listening): Promise<Listener | SignInRefusal> {
  for (const port of listening.ports) {
    const servers = await bind(port, listening);
    if (!servers) continue;
    const bound = (servers[0]!.address() as AddressInfo).port;
    return {
      port: bound,
      close: () => {
        for (const server of servers) {
          server.close();
          server.closeIdleConnections();
        }
      },
    };
  }
  const all = listening.ports.join(', ');
  const fix = 'End the program that uses one of them, or another sign-in that still waits.';
  return refuse('PortsInUse', `These ports are in use on this machine: ${all}.`, fix);
}

/** `localhost` may be either address: another program could hold the second one. */
async function bind(port: number, listening: Listening): Promise<Server[] | undefined> {
  const first = await serve(port, '127.0.0.1', listening);
  if (first === undefined || first === 'NoAddress') return undefined;
  if (listening.host !== 'localhost') return [first];
  const second = await serve((first.address() as AddressInfo).port, '::1', listening);
  if (second === 'NoAddress') return [first];
  if (second) return [first, second];
  first.close();
  return undefined;
}

async function serve(port: number, address: string, listening: Listening): Promise<Server | 'NoAddress' | undefined> {
  const server = createServer((request, response) => {
    void answer(request, response, listening).catch(() => response.destroy());
  });
  server.headersTimeout = server.requestTimeout = 10_000;
  try {
    server.listen(port, address);
    await once(server, 'listening');
    return server;
  } catch (error) {
    // A machine without IPv6.
    return ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? '')
      ? 'NoAddress'
      : undefined;
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, listening: Listening): Promise<void> {
  const { port } = request.socket.address() as AddressInfo;
  const url = URL.parse(request.url ?? '', `http://${listening.host}:${port}`);
  // A page elsewhere can make a name of its own point here (DNS rebinding).
  if (request.headers.host !== `${listening.host}:${port}` || !url) return void response.writeHead(421).end();
  if (request.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
  // A browser that looks ahead would use up the code.
  if (/prefetch|prerender/.test(String(request.headers['sec-purpose'] ?? request.headers['purpose'] ?? ''))) {
    return void response.writeHead(503).end();
  }
  const target = url.pathname === '/go' ? listening.goesTo() : undefined;
  if (target !== undefined) {
    return void response.writeHead(302, { location: target, 'cache-control': 'no-store' }).end();
  }
  // A vendor may add a slash to an address.
  if (url.pathname.replace(/\/$/, '') !== callbackPath) return void response.writeHead(404).end();
  const page = await listening.onCallback(Object.fromEntries(url.searchParams));
  response.writeHead(page.status, pageHeaders).end(htmlOf(page));
}
