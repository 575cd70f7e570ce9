import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const apis = '/apis/connection-operator.dev/v1alpha1';
const names = Array.from({ length: 30 }, (_, index) => `trial-${index}`);
const password = 'password of a trial';

export interface TrialCluster {
  kubeconfig: object;
  /** Settles once every Connection has a verdict. */
  done: Promise<void>;
  stop(): void;
}

/** As much of an API server, and of a platform, as an operator needs for its first tests. */
export async function startTrialCluster(): Promise<TrialCluster> {
  const { promise: done, resolve: finish } = Promise.withResolvers<void>();
  const told = new Set<string>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const objects = objectsFor(url);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', url);
    const text = (await request.toArray()).join('');
    if (pathname === '/account') return send(response, ...account(request.headers.authorization));
    if (searchParams.has('watch')) return response.writeHead(200).flushHeaders();
    if (request.method === 'PATCH') {
      told.add(pathname);
      if (told.size === names.length) finish();
    }
    send(response, ...reply(request.method === 'POST' ? JSON.parse(text) : undefined, pathname));
  }

  function reply(posted: object | undefined, path: string): [number, object] {
    if (posted) return [201, { ...posted, status: { allowed: true } }];
    const metadata = { resourceVersion: '10' };
    const list = objects.get(path);
    if (list) return [200, { metadata, items: list }];
    const [of = '', name] = path.replace(/\/status$/, '').split(/\/(?=[^/]+$)/);
    const one = objects.get(of.replace('/namespaces/trial', ''))?.find((object) => object.metadata.name === name);
    if (one) return [200, path.endsWith('/status') ? { ...one, metadata: { ...one.metadata, ...metadata } } : one];
    return /\/(configmaps|serviceaccounts)$/.test(path) ? [200, { metadata, items: [] }] : [404, notFound];
  }

  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { kubeconfig: kubeconfigOf(url), done, stop };
}

const notFound = { kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404 };

interface TrialObject {
  metadata: { name: string; uid: string; resourceVersion: string; generation: number };
  [field: string]: unknown;
}

/** By the path of the list of all of them. */
function objectsFor(url: string): Map<string, TrialObject[]> {
  const metadataOf = (name: string) => ({ name, namespace: 'trial', uid: name, resourceVersion: '1', generation: 1 });
  const data = { username: encoded('user'), password: encoded(password) };
  const secrets = names.map((name) => ({ metadata: metadataOf(name), data, type: 'Opaque' }));
  const config = { url: `${url}/account` };
  const connections = names.map((name, index) => ({
    metadata: metadataOf(name),
    spec: { platform: index % 2 === 0 ? 'trial' : 'http-endpoint', secretRef: { name }, config },
  }));
  return new Map<string, TrialObject[]>([
    ['/api/v1/secrets', secrets],
    ['/api/v1/namespaces/trial/secrets', secrets],
    [`${apis}/connections`, connections],
    [
      `${apis}/platforms`,
      [{ metadata: { name: 'trial', uid: 'trial', resourceVersion: '1', generation: 1 }, spec: platform }],
    ],
  ]);
}

const encoded = (text: string): string => Buffer.from(text).toString('base64');

/** A Platform of one's own: its schemas and its expressions are compiled. */
const platform = {
  title: 'Trial',
  category: 'Business',
  config: { type: 'object', required: ['url'], properties: { url: { type: 'string', format: 'uri' } } },
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      secret: {
        type: 'object',
        required: ['username', 'password'],
        properties: { username: { type: 'string' }, password: { type: 'string' } },
      },
      credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
  ],
  hosts: ['{{config.url}}'],
  test: [{ request: { url: '{{config.url}}' }, facts: { account: { id: 'json.id', name: 'json.name' } } }],
};

function account(authorization: string | undefined): [number, object] {
  const isKnown = authorization === `Basic ${encoded(`user:${password}`)}`;
  return isKnown ? [200, { id: 'user', name: 'User' }] : [401, { error: 'unauthorized' }];
}

function send(response: ServerResponse, status: number, body: object): void {
  const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="trial"' } : {};
  response.writeHead(status, { 'content-type': 'application/json', ...challenge }).end(JSON.stringify(body));
}

function kubeconfigOf(server: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'trial',
    contexts: [{ name: 'trial', context: { cluster: 'trial', user: 'trial' } }],
    clusters: [{ name: 'trial', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'trial', user: {} }],
  };
}
