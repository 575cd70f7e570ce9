import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { SharedKubeConfig } from '../../src/runtime/kube-config.ts';

/** One request, to be answered by the test. */
export class FakeCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly body: string;

  constructor(request: IncomingMessage, response: ServerResponse, body: string) {
    this.request = request;
    this.response = response;
    this.url = new URL(request.url ?? '/', 'http://localhost');
    this.body = body;
  }

  get query(): Record<string, string> {
    return Object.fromEntries(this.url.searchParams);
  }

  json(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }

  /** A `Status` as the API server sends with an error. */
  fail(code: number, reason: string, headers: Record<string, string> = {}): void {
    this.json(code, { kind: 'Status', status: 'Failure', code, reason, message: `${reason} happened` }, headers);
  }

  /** Opens a watch. */
  open(): void {
    this.response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  }

  /** Sends watch events. */
  send(...events: unknown[]): void {
    for (const event of events) this.response.write(`${JSON.stringify(event)}\n`);
  }
}

/** Plays an API server: each request waits until the test takes it by `next()` and answers it. */
export class FakeApiServer {
  connections = 0;
  readonly #server = createServer((request, response) => void this.#take(request, response));
  readonly #calls: FakeCall[] = [];
  readonly #waiting: ((call: FakeCall) => void)[] = [];

  static async start(): Promise<FakeApiServer> {
    const api = new FakeApiServer();
    api.#server.on('connection', () => api.connections++);
    await new Promise<void>((resolve) => api.#server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests that no one has taken. */
  get untaken(): number {
    return this.#calls.length;
  }

  kubeConfig(path = ''): SharedKubeConfig {
    const config = new SharedKubeConfig();
    // client-node allows plain HTTP only together with skipTLSVerify.
    config.loadFromClusterAndUser(
      { name: 'fake', server: this.url + path, skipTLSVerify: true },
      { name: 'fake', token: 'api-token' },
    );
    return config;
  }

  next(): Promise<FakeCall> {
    const call = this.#calls.shift();
    return call === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(call);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = new FakeCall(request, response, Buffer.concat(chunks).toString('utf8'));
    const taker = this.#waiting.shift();
    if (taker === undefined) this.#calls.push(call);
    else taker(call);
  }
}
