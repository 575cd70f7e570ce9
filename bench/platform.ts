import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const goodPassword = 'right-password';
export const badPassword = 'wrong-password';

export interface BenchPlatform {
  url: string;
  requests(): number;
  stop(): Promise<void>;
}

/** Answers at once: who is asking, or 401. */
export async function startBenchPlatform(): Promise<BenchPlatform> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const [, encoded = ''] = /^Basic (.*)$/.exec(request.headers.authorization ?? '') ?? [];
    const [user = '', password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
    const known = password === goodPassword;
    response.writeHead(known ? 200 : 401, {
      'content-type': 'application/json',
      ...(known ? {} : { 'www-authenticate': 'Basic realm="bench"' }),
    });
    response.end(JSON.stringify(known ? { id: user, name: `Account ${user}` } : { error: 'unauthorized' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A Platform of a user's own, as any administrator could write it. */
export const platformManifest = {
  apiVersion: 'connection-operator.dev/v1alpha1',
  kind: 'Platform',
  metadata: { name: 'bench' },
  spec: {
    title: 'Bench',
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
    test: [{ request: { url: '{{config.url}}/me' }, facts: { account: { id: 'json.id', name: 'json.name' } } }],
  },
};
