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
import { atTerminal, enter } from '../../support/pty.ts';
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

interface Asked {
  /** In place of the keys of the client. */
  keys?: string[];
  /** Arguments beside the usual ones. */
  more?: string[];
  /** Typed in one go with the address, as a pipe has it. */
  atOnce?: boolean;
  spec?: object;
}

async function signIn(answer: string, { keys = clientKeys, more = [], atOnce = false, spec }: Asked = {}) {
  const origin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const file = join(folder, 'platform.yaml');
  await writeFile(file, stringify(platformOf(origin, spec)));
  const written = { stdout: '', stderr: '' };
  const stdin = new PassThrough();
  const env = { ID: 'client', CLIENT_SECRET: 's3cret' };
  const args = ['login', 'acme', '-f', file, '--port', '0', ...keys, '--config', `auth=${server.origin}`, ...more];
  const ended = run(args, {
    stdin,
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: { write: (text: string) => (written.stderr += text) },
    env,
    signal: new AbortController().signal,
  });
  let isOver = false;
  void ended.then(() => (isOver = true));
  await until(() => isOver || written.stderr.includes('Open this address'));
  if (isOver) return { code: await ended, ...written };
  const page = new URL(/Open this address: (\S+)/.exec(written.stderr)![1]!);
  const first = await fetch(`${server.origin}/authorize${page.search}`, { redirect: 'manual' });
  const location = `${first.headers.get('location') ?? ''}\n`;
  stdin.write(atOnce ? `${location}${answer}\n` : location);
  await until(() => isOver || /Is this the account|A number from/.test(written.stderr));
  stdin.end(atOnce ? '' : `${answer}\n`);
  return { code: await ended, ...written };
}

const clientKeys = ['--env', 'clientId=ID', '--env', 'clientSecret=CLIENT_SECRET'];
const text = { type: 'string' };
const keyFields = { clientId: text, clientSecret: text, refreshToken: text };
const oauth2 = {
  grant: 'refresh_token',
  tokenUrl: '{{config.auth}}/token',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  refreshToken: '{{secret.refreshToken}}',
};

function platformOf(origin: string, interactive: object = {}) {
  return {
    apiVersion: 'connection-operator.dev/v1',
    kind: 'Platform',
    metadata: { name: 'acme' },
    spec: {
      title: 'Acme',
      category: 'Collaboration',
      config: { required: ['auth'], properties: { auth: text, site: text } },
      hosts: [new URL(origin).host, '{{config.auth}}'],
      methods: [
        {
          name: 'token',
          title: 'Token',
          secret: { required: ['clientId', 'refreshToken'], properties: keyFields },
          signIn: [{ oauth2 }],
          credential: { bearer: '{{token.access}}' },
          interactive: { authorizeUrl: 'https://login.example.com/authorize', ...interactive },
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

it('takes the address and the answer from a pipe that holds both', async () => {
  const { code, stdout } = await signIn('y', { atOnce: true });

  expect([code, stdout]).toEqual([0, expect.stringContaining('refreshToken: refresh')]);
});

it('refuses before anything is opened what lacks a setting or the client, and names each flag', async () => {
  const { code, stderr } = await signIn('y', { keys: ['--env', 'clientId=ID', '--name', 'acme'] });

  expect(code).toBe(2);
  expect(stderr).toContain('a sign-in at Acme needs more: give --env clientSecret=VARIABLE');
  expect(stderr).not.toContain('Open this address');
});

it.each<[string, number, RegExp]>([
  ['ann', 0, /^Signed in as Ann\.$/m],
  ['7', 0, /^Signed in as Ann\.$/m],
  ['bob@example.com', 1, /^It is not bob@example\.com\. Nothing was written\.$/m],
])('asks nobody where the account is expected to be %s', async (who, expected, said) => {
  const { code, stdout, stderr } = await signIn('', { more: ['--expect-account', who] });

  expect([code, stderr]).toEqual([expected, expect.stringMatching(said)]);
  expect(stderr).not.toContain('Is this the account');
  expect(stdout === '').toBe(expected === 1);
});

it('asks for a setting of which the account has several', async () => {
  const sites = {
    setting: 'site',
    url: '{{config.auth}}/sites',
    items: '[{"id": "a", "label": "Acme"}, {"id": "b", "label": "Beta"}]',
  };

  const { code, stdout, stderr } = await signIn('2\ny', { spec: { choose: sites } });

  expect([code, stderr]).toEqual([0, expect.stringContaining('  2  Beta (b)')]);
  expect(stdout).toMatch(/site: b\n/);
});

it('says where the client is registered', async () => {
  const { stderr } = await signIn('y', { spec: { register: 'Register it in the console of Acme.' } });

  expect(stderr).toMatch(
    /^Redirect address to register: .*53171\/callback\nWhere: Register it in the console of Acme\.$/m,
  );
});

it('at a terminal asks for the client, shows a short address, and the whole one when Enter is pressed', async () => {
  const origin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  await writeFile(join(folder, 'platform.yaml'), stringify(platformOf(origin)));
  const program = [process.execPath, join(process.cwd(), 'bin/connection.js'), 'login', 'acme'];
  const args = ['-f', 'platform.yaml', '--port', '0', '--config', `auth=${server.origin}`];
  // `true` opens nothing and ends well.
  const terminal = atTerminal(['env', 'BROWSER=true', ...program, ...args], { cwd: folder });

  await terminal.answer('clientId', `client${enter}`);
  await terminal.answer('clientSecret', `s3cret${enter}`);
  await terminal.answer(/Open this address: http:\/\/localhost:\d+\/go\s/, enter);
  await until(() => /Open this address: https:\S+/.test(terminal.shown()));
  const page = new URL(/Open this address: (https:\S+)/.exec(terminal.shown())![1]!);
  const first = await fetch(`${server.origin}/authorize${page.search}`, { redirect: 'manual' });
  await fetch(first.headers.get('location') ?? '');
  await terminal.answer('Is this the account?', `y${enter}`);

  expect([await terminal.ended, terminal.shown()]).toEqual([0, expect.stringContaining('refreshToken: refresh')]);
  expect(terminal.shown().split('kind: Secret')[0]).not.toContain('s3cret');
});
