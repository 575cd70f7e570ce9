import { createHash, X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { TestContext } from '../../../../../src/connectors/index.ts';
import { bindingToken } from '../../../../../src/connectors/auth/ntlm/channel-binding.ts';
import { NtlmConnection } from '../../../../../src/connectors/auth/ntlm/connection.ts';
import { Marks } from '../../../../../src/connectors/stages.ts';
import type { HttpResponse } from '../../../../../src/connectors/transport/messages.ts';
import { exchange } from '../../../../../src/connectors/transport/send.ts';
import type { Failure } from '../../../../../src/connectors/failure.ts';
import { startFakeTls } from '../../../../support/fake-tls.ts';
import { onLoopback } from '../../../../../dev/loopback.ts';
import { ntlmFront, type NtlmFrontOptions } from '../../../../../dev/servers/ntlm-front.ts';
import { testContext, testNow } from '../../../../support/test-context.ts';
import { registry } from '../../../../../src/connectors/index.ts';
import { doesNotTake } from '../../../../../src/connectors/engine/other-scheme.ts';
import type { Challenge } from '../../../../../src/connectors/transport/challenges.ts';

const platform = registry.get('webdav')!;
const untaken = (offered: readonly Challenge[]) =>
  doesNotTake('ntlm', offered, { platform, method: platform.spec.methods[0]! }, false);

const login = { domain: 'ACME', user: 'svc', password: 'canary-pässword', workstation: '' };
let marks = new Marks();

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listen(listener: RequestListener): Promise<number> {
  const { port, stop } = await onLoopback(createServer(listener));
  closing.push(stop);
  return port;
}

async function front(options: Partial<NtlmFrontOptions> = {}) {
  const bodies: string[] = [];
  const made = ntlmFront(
    { ...login, now: testNow, ...options },
    (request, response) => void echo(request, response, bodies),
  );
  return { ...made, bodies, url: `http://127.0.0.1:${await listen(made.listener)}` };
}

async function echo(request: IncomingMessage, response: ServerResponse, bodies: string[]): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  bodies.push(`${request.method} ${request.url} ${body}`);
  response.end('welcome');
}

interface Talk {
  url: string;
  more?: Partial<TestContext>;
  user?: Partial<typeof login>;
}

function talk({ url, more, user }: Talk) {
  const connection = new NtlmConnection({ ...login, ...user }, untaken);
  closing.push(() => connection.close());
  marks = new Marks();
  const channel = { context: testContext({ progress: marks, ...more }), hosts: [new URL(url).hostname] };
  return (path = '/', method = 'GET', body?: string): Promise<HttpResponse | Failure> =>
    connection.exchange({ method, url: new URL(path, url), headers: {}, body }, channel);
}

describe('one connection', () => {
  it('signs in once, and every later request goes on the same connection', async () => {
    const { url, logins, connections, bodies } = await front();
    const ask = talk({ url });

    expect(await ask('/a', 'POST', '<one/>')).toMatchObject({ status: 200, text: 'welcome' });
    expect(await ask('/b', 'PROPFIND', '<two/>')).toMatchObject({ status: 200 });
    expect(await ask('/c')).toMatchObject({ status: 200 });
    expect(logins).toEqual(['ACME\\svc: taken']);
    expect(connections()).toBe(1);
    expect(bodies).toEqual(['POST /a <one/>', 'PROPFIND /b <two/>', 'GET /c ']);
  });

  it('signs in for each request where the server says that it wants that', async () => {
    const { url, logins, connections } = await front({ single: true });
    const ask = talk({ url });

    expect([await ask('/a'), await ask('/b')]).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(logins).toEqual(['ACME\\svc: taken', 'ACME\\svc: taken']);
    expect(connections()).toBe(2);
  });

  it('opens another where the server ends it after a good answer', async () => {
    const { url, connections } = await front({ ends: true });
    const ask = talk({ url });

    expect([await ask('/a'), await ask('/b')]).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(connections()).toBe(2);
  });

  it('does not send the password where the connection is not kept after the challenge', async () => {
    const { url, logins } = await front({ closes: true });

    expect(await talk({ url })()).toMatchObject({
      reason: 'UnexpectedReply',
      about: expect.stringContaining('the password was not sent'),
    });
    expect(logins).toEqual([]);
  });
});

describe('the account', () => {
  it('goes as Negotiate where the server names only that', async () => {
    const { url, logins } = await front({ scheme: 'Negotiate' });

    expect(await talk({ url })()).toMatchObject({ status: 200 });
    expect(logins).toEqual(['ACME\\svc: taken']);
  });

  it('is taken by a server that does not tell its time', async () => {
    const { url, logins } = await front({ now: undefined });

    expect(await talk({ url })()).toMatchObject({ status: 200 });
    expect(logins).toEqual(['ACME\\svc: taken']);
  });

  it('is refused once, and the password is not sent again', async () => {
    const { url, logins } = await front();
    const ask = talk({ url, user: { password: 'canary-wrong' } });

    const refused = await ask();
    expect(refused).toMatchObject({ reason: 'AccessRefused' });
    expect(marks).toMatchObject({ credential: 'NotAccepted', stage: 'Authenticated' });
    expect((refused as Failure).causes).toHaveLength(3);
    expect(await ask('/b')).toEqual(refused);
    expect(logins).toEqual(['ACME\\svc: wrong password']);
  });

  it.each([
    ['20 minutes behind', -20],
    ['20 minutes ahead', 20],
  ])('is not blamed for a clock that is %s', async (_, minutes) => {
    const { url } = await front({ now: testNow + minutes * 60_000 });

    expect(await talk({ url })()).toMatchObject({ status: 200 });
    expect(await talk({ url, user: { password: 'canary-wrong' } })()).toMatchObject({ reason: 'ClockSkew' });
    expect(marks.credential).toBe('NotAccepted');
  });
});

it('a second server that refuses is asked once as well', async () => {
  const [first, second] = [await front(), await front({ password: 'another' })];
  const ask = talk({ url: first.url });

  expect(await ask('/a')).toMatchObject({ status: 200 });
  expect(await ask(`${second.url}/b`)).toMatchObject({ reason: 'AccessRefused' });
  expect(await ask(`${second.url}/c`)).toMatchObject({ reason: 'AccessRefused' });
  expect([...first.logins, ...second.logins]).toEqual(['ACME\\svc: taken', 'ACME\\svc: wrong password']);
});

describe('extended protection', () => {
  it('binds the sign-in to the certificate', async () => {
    let certificate: Buffer = Buffer.alloc(0);
    const { listener, logins } = ntlmFront(
      {
        ...login,
        now: testNow,
        binding: () => bindingToken(createHash('sha256').update(certificate).digest()).toString('hex'),
      },
      (_request, response) => response.end('welcome'),
    );
    const tls = await startFakeTls((request, response) => {
      certificate = (request.socket as unknown as { getCertificate(): { raw: Buffer } }).getCertificate().raw;
      listener(request, response);
    });
    closing.push(tls.stop);

    expect(await talk({ url: 'https://sp.example.com', more: tls.context })()).toMatchObject({ status: 200 });
    expect(new X509Certificate(certificate).subject).toBe('CN=sp.example.com');
    expect(logins).toEqual(['ACME\\svc: taken']);
  });

  it('cannot be had without TLS', async () => {
    const { url, logins } = await front({ binding: () => '00'.repeat(15) + '01' });

    expect(await talk({ url })()).toMatchObject({
      reason: 'AccessRefused',
      causes: expect.arrayContaining([expect.stringContaining('https')]),
    });
    expect(logins).toEqual(['ACME\\svc: not bound']);
  });
});

describe('a server that does not want it', () => {
  it.each([
    [['Basic realm="x"'], 'it offers Basic'],
    [['Negotiate'], 'it offers Negotiate'],
    [['Canary realm="x"'], 'nothing that can be used'],
    [['NTLM'], 'offers NTLM, and does not go on with it'],
  ])('%s: nothing secret is sent', async (challenges, about) => {
    const seen: string[] = [];
    const port = await listen((request, response) => {
      seen.push(request.headers.authorization ?? '');
      response.writeHead(401, { 'www-authenticate': challenges }).end();
    });

    expect(await talk({ url: `http://127.0.0.1:${port}` })()).toMatchObject({
      reason: 'InvalidConfiguration',
      about: expect.stringContaining(about),
    });
    const messages = seen.map((header) => Buffer.from(header.split(' ')[1] ?? '', 'base64'));
    expect(messages.map((message) => message.readUInt32LE(8))).toEqual(challenges[0] === 'Negotiate' ? [1, 1] : [1]);
  });

  it('is not believed where it answers anybody', async () => {
    const port = await listen((_request, response) => response.writeHead(200).end());

    expect(await talk({ url: `http://127.0.0.1:${port}` })()).toMatchObject({
      reason: 'UnexpectedReply',
      about: expect.stringMatching(/without a credential/),
    });
  });

  it.each([403, 404])('hands on %i, which has nothing to do with the account', async (status) => {
    const port = await listen((_request, response) => response.writeHead(status).end());

    expect(await talk({ url: `http://127.0.0.1:${port}` })()).toMatchObject({ status, unasked: true });
  });

  it('says that a challenge cannot be read', async () => {
    const port = await listen((_request, response) =>
      response.writeHead(401, { 'www-authenticate': 'NTLM AAAA' }).end(),
    );

    expect(await talk({ url: `http://127.0.0.1:${port}` })()).toMatchObject({ reason: 'UnexpectedReply' });
  });
});

describe('a connection that is lost', () => {
  it('says that the password was sent, and not accepted', async () => {
    const { listener } = ntlmFront({ ...login, now: testNow }, (request) => request.socket.destroy());
    const port = await listen(listener);

    expect(await talk({ url: `http://127.0.0.1:${port}` })()).toMatchObject({ reason: 'ServiceUnavailable' });
    expect(marks).toMatchObject({ credential: 'NotAccepted', stage: 'Authenticated' });
  });

  it('says before that that it was not sent', async () => {
    const port = await listen((request) => request.socket.destroy());
    const lost = await talk({ url: `http://127.0.0.1:${port}` })();

    expect(lost).toMatchObject({ reason: 'ServiceUnavailable' });
    expect(marks).toMatchObject({ credential: 'NotSent', stage: 'Reached' });
  });
});

describe('a proxy', () => {
  it('is refused without TLS, before anything is sent', async () => {
    const more = { proxy: { address: 'http://127.0.0.1:1' } };

    expect(await talk({ url: 'http://sp.example.com', more })()).toMatchObject({
      reason: 'InvalidConfiguration',
      about: expect.stringContaining('https'),
    });
  });

  it('carries one tunnel for the whole test', async () => {
    const { listener, logins, connections } = ntlmFront({ ...login, now: testNow }, (_request, response) =>
      response.end(),
    );
    const tls = await startFakeTls(listener);
    let tunnels = 0;
    const proxy = createServer().on('connect', (_request, socket) => {
      tunnels += 1;
      const inner = connect(tls.port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      inner
        .on('error', () => {})
        .pipe(socket.on('error', () => {}))
        .pipe(inner);
    });
    const { url: address, stop } = await onLoopback(proxy);
    closing.push(tls.stop, stop);
    const more = { ca: tls.context.ca, proxy: { address } };
    const ask = talk({ url: 'https://sp.example.com', more });

    expect([await ask('/a'), await ask('/b')]).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect({ tunnels, logins, connections: connections() }).toEqual({
      tunnels: 1,
      logins: ['ACME\\svc: taken'],
      connections: 1,
    });
  });
});

it('goes to the hosts of the platform only', async () => {
  const connection = new NtlmConnection(login, untaken);
  const request = { method: 'GET', url: new URL('http://127.0.0.1:1'), headers: {} };

  expect(await connection.exchange(request, { context: testContext(), hosts: ['sp.example.com'] })).toMatchObject({
    reason: 'EgressDenied',
  });
  expect(await exchange(request, { context: testContext(), hosts: ['sp.example.com'] })).toMatchObject({
    reason: 'EgressDenied',
  });
});
