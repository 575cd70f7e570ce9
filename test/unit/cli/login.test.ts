import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { parseAllDocuments, stringify } from 'yaml';
import type { AddressInfo } from 'node:net';
import { run } from '../../../src/cli/run.ts';
import { authorizationServer, type AuthorizationServer } from '../../support/authorization-server.ts';
import { until } from '../../support/until.ts';

let server: AuthorizationServer;
let folder: string;
let api: ReturnType<typeof createServer>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'login-'));
  server = await authorizationServer({
    clientId: 'client',
    clientSecret: 's3cret',
    redirectUris: ['http://localhost:*/callback'],
    pkce: true,
  });
  api = createServer((request, response) => {
    const known = request.headers.authorization === 'Bearer access';
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
    response.end(known ? '{"id":"7","name":"Ann"}' : '{}');
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
});

afterEach(async () => {
  await server.close();
  api.close();
  await rm(folder, { recursive: true });
});

async function signIn(answer: string, query: (url: URL) => void = () => undefined) {
  const origin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const file = join(folder, 'platform.yaml');
  await writeFile(file, stringify(platformOf(origin)));
  const written = { stdout: '', stderr: '' };
  const stdin = new PassThrough();
  const env = { ID: 'client', CLIENT_SECRET: 's3cret' };
  const keys = ['--env', 'clientId=ID', '--env', 'clientSecret=CLIENT_SECRET', '--config', `auth=${server.origin}`];
  const args = ['login', 'acme', '-f', file, '--port', '0', ...keys];
  const ended = run(args, {
    stdin,
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: { write: (text: string) => (written.stderr += text) },
    env,
    signal: new AbortController().signal,
  });
  await until(() => written.stderr.includes('Open this address'));
  const page = new URL(/Open this address: (\S+)/.exec(written.stderr)![1]!);
  query(page);
  const first = await fetch(`${server.origin}/authorize${page.search}`, { redirect: 'manual' });
  stdin.write(`${first.headers.get('location') ?? ''}\n`);
  await until(() => /Is this the account|refused|another sign-in/.test(written.stderr));
  stdin.end(`${answer}\n`);
  return { code: await ended, ...written };
}

const text = { type: 'string' };
const keyFields = { clientId: text, clientSecret: text, refreshToken: text };
const oauth2 = {
  grant: 'refresh_token',
  tokenUrl: '{{config.auth}}/token',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  refreshToken: '{{secret.refreshToken}}',
};

function platformOf(origin: string) {
  return {
    apiVersion: 'connection-operator.dev/v1',
    kind: 'Platform',
    metadata: { name: 'acme' },
    spec: {
      title: 'Acme',
      category: 'Collaboration',
      config: { required: ['auth'], properties: { auth: { type: 'string' } } },
      hosts: [new URL(origin).host, '{{config.auth}}'],
      methods: [
        {
          name: 'token',
          title: 'Token',
          secret: { required: ['clientId', 'refreshToken'], properties: keyFields },
          signIn: [{ oauth2 }],
          credential: { bearer: '{{token.access}}' },
          interactive: { authorizeUrl: 'https://login.example.com/authorize' },
        },
      ],
      test: [{ request: { url: `${origin}/me` }, facts: { account: { id: 'json.id', name: 'json.name' } } }],
    },
  };
}

it('prints the Secret and the Connection of the account that the person has seen', async () => {
  const { code, stdout, stderr } = await signIn('y');

  expect([code, stderr]).toEqual([0, expect.stringContaining('Signed in as Ann.')]);
  expect(parseAllDocuments(stdout).map((document) => document.toJS() as unknown)).toMatchObject([
    { kind: 'Secret', stringData: { clientId: 'client', clientSecret: 's3cret', refreshToken: 'refresh' } },
    { kind: 'Connection', spec: { platform: 'acme', method: 'token', secretRef: { name: 'acme' } } },
  ]);
  expect(stderr).not.toMatch(/s3cret|refresh\b/);
});

it('prints nothing if it is another account', async () => {
  const { code, stdout } = await signIn('n');

  expect([code, stdout]).toEqual([1, '']);
});
