import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { KubeClient } from '../../src/runtime/index.ts';
import { SharedKubeConfig } from '../../src/runtime/kube-config.ts';
import { systemClock } from '../../src/runtime/index.ts';
import type { Task } from './canary-heap.ts';
import { onLoopback } from '../../dev/loopback.ts';

/** An API server that has Secrets, and keeps what is written about each Connection. */
export interface CanaryApi {
  url: string;
  /** Values by Secret and key. */
  secrets: Map<string, Record<string, string>>;
  /** Tokens by name of their ServiceAccount. */
  tokens: Map<string, string>;
  /** PEM by ConfigMap. */
  authorities: Map<string, string>;
  /** For whoever asks what to test. */
  tasks: Task[];
  /** Status patches by name of the Connection. */
  statuses: Map<string, string>;
  /** Events by name of the Connection. */
  events: Map<string, string>;
  stop(): Promise<void>;
}

type Reply = [status: number, body: object];

const notFound: Reply = [
  404,
  { kind: 'Status', status: 'Failure', code: 404, reason: 'NotFound', message: 'not found' },
];
const meta = { uid: 'u', resourceVersion: '1' };

export async function startCanaryApi(): Promise<CanaryApi> {
  const state = {
    authorities: new Map<string, string>(),
    tasks: [] as Task[],
    secrets: new Map<string, Record<string, string>>(),
    tokens: new Map<string, string>(),
    statuses: new Map<string, string>(),
    events: new Map<string, string>(),
  };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [status, body] = replyTo(state, request, Buffer.concat(chunks).toString('utf8'));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const server = await onLoopback(createServer((request, response) => void respond(request, response)));
  return Object.assign(state, { url: server.url, stop: () => server.stop() });
}

type State = Omit<CanaryApi, 'url' | 'stop'>;

function replyTo(state: State, { method, url = '' }: IncomingMessage, body: string): Reply {
  const path = url.split('?', 1)[0]!;
  const name = decodeURIComponent(
    /\/(?:secrets|connections|configmaps|serviceaccounts)\/([^/]+)/.exec(path)?.[1] ?? '',
  );
  if (path === '/tasks') return [200, { tasks: state.tasks }];
  if (path.includes('/configmaps/')) return [200, { metadata: meta, data: { 'ca.crt': state.authorities.get(name) } }];
  if (path.endsWith('/token')) return [201, { status: { token: tokenOf(state, name, body) } }];
  if (path.endsWith('/status')) {
    state.statuses.set(name, (state.statuses.get(name) ?? '') + body);
    return [200, { metadata: meta }];
  }
  if (path.endsWith('/events')) {
    const { regarding } = JSON.parse(body) as { regarding: { name: string } };
    state.events.set(regarding.name, (state.events.get(regarding.name) ?? '') + body);
    return [201, { metadata: meta }];
  }
  const values = state.secrets.get(name);
  if (method === 'GET') return values ? [200, { metadata: meta, data: encoded(values) }] : notFound;
  // New refresh tokens, which are to be in a Secret.
  return [200, { metadata: meta }];
}

/** Without an audience it is one for the cluster itself, which the operator asks for to know its audience. */
function tokenOf({ tokens }: State, name: string, body: string): string {
  const own = Buffer.from(JSON.stringify({ iss: 'cluster', aud: ['cluster'] })).toString('base64url');
  return body.includes('"audiences"') ? (tokens.get(name) ?? '') : `e30.${own}.signature`;
}

function encoded(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
}

export function clientOf({ url }: Pick<CanaryApi, 'url'>): KubeClient {
  const config = new SharedKubeConfig();
  config.loadFromClusterAndUser(
    { name: 'fake', server: url, skipTLSVerify: true },
    { name: 'fake', token: 'api-token' },
  );
  return new KubeClient(config, { userAgent: 'canary', clock: systemClock });
}

/** A client of a build that adds something to every status and Event. */
export function leakyClientOf(api: CanaryApi, leak: string): KubeClient {
  const client = clientOf(api);
  const jsonPatch = client.jsonPatch.bind(client);
  const create = client.create.bind(client);
  client.jsonPatch = (path, operations, options) =>
    jsonPatch(path, [...operations, { op: 'add', path: '/status/leak', value: leak }], options);
  client.create = (path, content, options) => create(path, { ...(content as object), leak }, options);
  return client;
}
