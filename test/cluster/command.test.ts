import { createServer } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';
import type { PlatformSpec } from '../../src/api/platform.gen.ts';
import { run } from '../../src/cli/run.ts';
import { authorizationServer, type AuthorizationServer } from '../support/authorization-server.ts';
import { runCli } from '../support/cli.ts';
import { verdictOf } from '../support/cluster/cluster.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';
import { until } from '../support/until.ts';

/** The command against a real API server, with an operator at work. */
const { cluster, platform, connect } = scriptedSuite();
const inHere = (...args: string[]) => [...args, '-n', cluster.namespace];

it('waits for the verdict, shows it, and asks for another test', async () => {
  await connect('right');
  await connect('wrong', { password: 'no' });

  const right = await runCli(inHere('wait', 'right', '--timeout', '30s'));
  const wrong = await runCli(inHere('wait', 'wrong', '--timeout', '30s'));
  const told = await runCli(inHere('wait', 'wrong', '--for', 'verdict'));
  const detail = await runCli(inHere('status', 'wrong'));
  const list = await runCli(inHere('status'));

  expect([right.code, wrong.code, told.code]).toEqual([0, 1, 0]);
  expect(wrong.stdout).toMatch(/^connection\/wrong Failed: .+/);
  expect(detail.stdout).toMatch(/wrong \(.*\) {2}Failed {2}CredentialsRejected\n.*✗ Authenticated/s);
  expect(list.stdout).toMatch(/^NAME +PLATFORM +STATUS +REASON/);
  expect(list.stdout).toMatch(/\nright +\S+ +Connected +Verified/);
  const before = platform.seen('right');
  expect((await runCli(inHere('test-now', 'right'))).code).toBe(0);
  await until(() => platform.seen('right') > before);
});

it('tests a Connection of the cluster from here, whose Platform is of the cluster too', async () => {
  await connect('from-here');

  const { code, stdout } = await runCli(inHere('test', 'from-here'));

  expect([code, stdout]).toEqual([0, expect.stringMatching(/^✓ from-here \(scripted\) {2}Connected\n/)]);
});

it('suspends and resumes', async () => {
  await connect('paused');
  await cluster.until('paused', (c) => verdictOf(c) === 'True/Verified');

  await runCli(inHere('suspend', 'paused'));
  await cluster.until('paused', ({ status }) => status?.state === 'Suspended');
  await runCli(inHere('resume', 'paused'));

  await cluster.until('paused', ({ status }) => status?.state === 'Connected');
});

it('asks for no test of one that is suspended, and changes nothing where one of several is not there', async () => {
  await connect('asleep');
  await cluster.until('asleep', (c) => verdictOf(c) === 'True/Verified');

  expect((await runCli(inHere('suspend', 'asleep'))).stdout).toBe('connection/asleep suspended\n');
  expect((await runCli(inHere('suspend', 'asleep'))).stdout).toBe('connection/asleep suspended (no change)\n');
  const refused = await runCli(inHere('test-now', 'asleep'));
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('`connection resume asleep`')]);
  await cluster.until('asleep', ({ status }) => status?.state === 'Suspended');
  expect((await runCli(inHere('status', 'asleep'))).stdout).toMatch(/next: +not before it is resumed/);

  const { code, stdout, stderr } = await runCli(inHere('resume', 'asleep', 'aslep'));
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('no Connection aslep in namespace');
  expect(stderr).toContain('perhaps asleep is meant');
  expect((await runCli(inHere('status', 'asleep'))).stdout).toContain('Suspended');
});

it('waits for the test that was asked for, not for the verdict of before', async () => {
  await connect('asked');
  await cluster.until('asked', (c) => verdictOf(c) === 'True/Verified');
  const before = platform.seen('asked');

  expect((await runCli(inHere('test-now', 'asked'))).stdout).toBe('connection/asked test requested\n');
  expect((await runCli(inHere('wait', 'asked', '--timeout', '30s'))).code).toBe(0);

  expect(platform.seen('asked')).toBeGreaterThan(before);
});

it.each([
  ['status', 'nobody'],
  ['wait', 'nobody'],
  ['suspend', 'nobody'],
  ['login', 'nobody'],
  ['test', 'nobody'],
])('%s of a Connection that is not there is wrong input', async (command, name) => {
  const { code, stderr } = await runCli(inHere(command, name));

  expect(code).toBe(2);
  expect(stderr).toMatch(/no Connection (nobody )?in namespace/);
});

describe('connection login NAME', () => {
  let server: AuthorizationServer;
  let api: Loopback;
  const name = `acme-${process.pid}`;

  beforeAll(async () => {
    server = await authorizationServer({
      clientId: 'client',
      clientSecret: 's3cret',
      redirectUris: ['http://localhost:*/callback'],
      pkce: true,
    });
    api = await onLoopback(
      createServer((request, response) => {
        const isKnown = request.headers.authorization === 'Bearer access';
        response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
        response.end(isKnown ? '{"id":"7","name":"Ann"}' : '{}');
      }),
    );
    await cluster.platform(name, platformOf(api.url));
  });
  afterAll(async () => {
    await cluster.remove('platforms', name);
    await server.close();
    await api.stop();
  });

  it('stores the keys beside what else is in the Secret, and the operator says Connected', async () => {
    await cluster.secret('signed', { clientId: 'client', clientSecret: 's3cret', refreshToken: 'over', note: 'mine' });
    await cluster.connection('signed', {
      platform: name,
      secretRef: { name: 'signed' },
      config: { auth: server.origin },
      requires: { access: ['Read', 'Write'] },
      test: { interval: '0s' },
    });

    await cluster.until('signed', (c) => verdictOf(c).startsWith('False/'));

    const { code, stderr, scope } = await login();

    // What the Connection needs is asked for.
    expect(scope).toBe('read write');
    expect(stderr).toContain('It asks for: read write');

    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/Signed in as Ann\.\n.*go into Secret signed\..*secret\/signed changed\n$/s),
    ]);
    expect(stderr).not.toMatch(/s3cret/);
    await cluster.until('signed', (c) => verdictOf(c) === 'True/Verified');
    const path = `/api/v1/namespaces/${cluster.namespace}/secrets/signed`;
    const { data } = await cluster.client.get<{ data: Record<string, string> }>(path, {
      signal: new AbortController().signal,
    });
    expect(Buffer.from(data['note'] ?? '', 'base64').toString()).toBe('mine');
  });

  /** As a person with a browser elsewhere does it, with the client that the Secret holds: what the browser ends on is pasted. */
  async function login(): Promise<{ code: number; stderr: string; scope: string | null }> {
    const stdin = new PassThrough();
    const written = { stderr: '' };
    const ended = run(inHere('login', 'signed', '--port', '0'), {
      stdin,
      stdout: { write: () => true },
      stderr: { write: (text: string) => (written.stderr += text) },
      env: {},
      signal: new AbortController().signal,
    });
    await until(() => written.stderr.includes('Open this address'));
    const page = new URL(/Open this address: (\S+)/.exec(written.stderr)![1]!);
    const first = await fetch(`${server.origin}/authorize${page.search}`, { redirect: 'manual' });
    stdin.write(`${first.headers.get('location') ?? ''}\n`);
    await until(() => written.stderr.includes('Is this the account'));
    stdin.end('y\n');
    return { code: await ended, scope: page.searchParams.get('scope'), ...written };
  }
});

function platformOf(origin: string): PlatformSpec {
  const text = { type: 'string' };
  return {
    title: 'Acme',
    category: 'Collaboration',
    config: { required: ['auth'], properties: { auth: text } },
    hosts: [new URL(origin).host, '{{config.auth}}'],
    methods: [
      {
        name: 'token',
        title: 'Token',
        secret: {
          required: ['clientId', 'refreshToken'],
          properties: { clientId: text, clientSecret: text, refreshToken: text },
        },
        signIn: [
          {
            oauth2: {
              grant: 'refresh_token',
              tokenUrl: '{{config.auth}}/token',
              clientId: '{{secret.clientId}}',
              clientSecret: '{{secret.clientSecret}}',
              refreshToken: '{{secret.refreshToken}}',
            },
          },
        ],
        credential: { bearer: '{{token.access}}' },
        interactive: {
          authorizeUrl: 'https://login.example.com/authorize',
          scope: { value: 'read', write: 'read write' },
        },
      },
    ],
    test: [{ request: { url: `${origin}/me` }, facts: { account: { id: 'json.id', name: 'json.name' } } }],
  };
}
