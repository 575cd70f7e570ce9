import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { DigestSession } from '../../../../../src/connectors/auth/digest/session.ts';
import type { Failure } from '../../../../../src/connectors/failure.ts';
import { Marks } from '../../../../../src/connectors/stages.ts';
import type { HttpResponse } from '../../../../../src/connectors/transport/messages.ts';
import { onLoopback } from '../../../../../dev/loopback.ts';
import { digestFront, type DigestFrontOptions } from '../../../../../dev/servers/digest-front.ts';
import { testContext } from '../../../../support/test-context.ts';
import { registry } from '../../../../../src/connectors/index.ts';
import { doesNotTake } from '../../../../../src/connectors/engine/other-scheme.ts';
import type { Challenge } from '../../../../../src/connectors/transport/challenges.ts';

const platform = registry.get('webdav')!;
const untaken = (offered: readonly Challenge[]) =>
  doesNotTake('digest', offered, { platform, method: platform.spec.methods[0]! }, false);

const login = { username: 'svc', password: 'canary-p:ässword' };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listen(listener: RequestListener): Promise<string> {
  const { url, stop } = await onLoopback(createServer(listener));
  closing.push(stop);
  return url;
}

async function front(options: Partial<DigestFrontOptions> = {}, inner?: RequestListener) {
  const { listener, log } = digestFront(
    { ...login, qop: 'auth', ...options },
    inner ?? ((_, reply) => reply.end('welcome')),
  );
  return { url: await listen(listener), log };
}

function talk(url: string, user: Partial<typeof login> = {}, progress = new Marks()) {
  const session = new DigestSession({ ...login, ...user }, untaken);
  const channel = { context: testContext({ progress }), hosts: ['127.0.0.1'] };
  return (path = '/', method = 'GET', body?: string): Promise<HttpResponse | Failure> =>
    session.exchange({ method, url: new URL(path, url), headers: {}, body }, channel);
}

describe('the strongest that is offered', () => {
  it.each<[string, Partial<DigestFrontOptions>, string]>([
    ['MD5', {}, 'MD5'],
    ['MD5-sess', { algorithms: ['MD5-sess'] }, 'MD5-sess'],
    ['SHA-256 before MD5', { algorithms: ['MD5', 'SHA-256'] }, 'SHA-256'],
    ['SHA-256-sess', { algorithms: ['SHA-256-sess', 'MD5'] }, 'SHA-256-sess'],
    ['SHA-512-256 before all', { algorithms: ['MD5', 'SHA-512-256', 'SHA-256'] }, 'SHA-512-256'],
    ['one that is not known is passed over', { algorithms: ['SHA3-1024', 'MD5'] }, 'MD5'],
    ['a server of RFC 2069', { algorithms: [undefined], qop: undefined }, 'RFC 2069'],
    ['the name hashed', { algorithms: ['SHA-256'], userhash: true }, 'SHA-256'],
    ['the body as well, where nothing else is offered', { qop: 'auth-int' }, 'MD5'],
    ['auth of two', { qop: 'auth-int, auth' }, 'MD5'],
    ['a realm with quotes', { realm: 'a "b", c' }, 'MD5'],
  ])('%s', async (_, options, algorithm) => {
    const { url, log } = await front(options);

    expect(await talk(url)('/files/?a=1&b=%20', 'PROPFIND', '<body/>')).toMatchObject({ status: 200, text: 'welcome' });
    expect(log).toEqual(['asked', `taken ${algorithm}`]);
  });

  it.each([
    ['a name beyond ASCII, in its bytes', false],
    ['a name beyond ASCII, hashed', true],
  ])('%s', async (_, userhash) => {
    const { url, log } = await front({ username: 'Jäsøn Doe', userhash });

    expect(await talk(url, { username: 'Jäsøn Doe' })()).toMatchObject({ status: 200 });
    expect(log).toEqual(['asked', 'taken MD5']);
  });
});

describe('one attempt', () => {
  it('counts the uses of a nonce, and is asked once a test', async () => {
    const { url, log } = await front();
    const ask = talk(url);

    expect([await ask('/a'), await ask('/b', 'PUT', 'x'), await ask('/c')]).toMatchObject([
      { status: 200 },
      { status: 200 },
      { status: 200 },
    ]);
    expect(log).toEqual(['asked', 'taken MD5', 'taken MD5', 'taken MD5']);
  });

  it('a refused password is not sent again', async () => {
    const { url, log } = await front();
    const ask = talk(url, { password: 'canary-wrong' });

    expect([await ask('/a'), await ask('/b')]).toMatchObject([{ status: 401 }, { status: 401 }]);
    expect(log).toEqual(['asked', 'refused']);
  });

  it('a second server that refuses is asked once as well', async () => {
    const [first, second] = [await front(), await front({ password: 'another' })];
    const ask = talk(first.url);

    expect(await ask('/a')).toMatchObject({ status: 200 });
    expect([await ask(`${second.url}/b`), await ask(`${second.url}/c`)]).toMatchObject([
      { status: 401 },
      { status: 401 },
    ]);
    expect(second.log).toEqual(['asked', 'refused']);
  });

  it('a stale nonce is no refusal', async () => {
    const { url, log } = await front({ uses: 1 });
    const ask = talk(url);

    expect([await ask('/a'), await ask('/b')]).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(log).toEqual(['asked', 'taken MD5', 'stale', 'taken MD5']);
  });

  it('a nonce that is always stale ends it', async () => {
    const { url, log } = await front({ always: 'stale' });

    expect(await talk(url)()).toMatchObject({ reason: 'UnexpectedReply', about: expect.stringContaining('stale') });
    expect(log).toEqual(['asked', 'stale', 'stale']);
  });

  it('the next nonce of the server is used', async () => {
    const nonces: string[] = [];
    const url = await listen((request, response) => {
      const nonce = /nonce="([^"]*)", nc=00000001/.exec(request.headers.authorization ?? '')?.[1];
      if (nonce === undefined)
        return response.writeHead(401, { 'www-authenticate': 'Digest realm="r", nonce="n0", qop="auth"' }).end();
      nonces.push(nonce);
      return response.setHeader('authentication-info', `rspauth="x", nextnonce="n${nonces.length}"`).end();
    });
    const ask = talk(url);

    await ask('/a');
    expect(await ask('/b')).toMatchObject({ status: 200 });
    expect(nonces).toEqual(['n0', 'n1']);
  });

  it('a refusal of one thing after a good answer is not one of the password', async () => {
    const { url, log } = await front({}, ({ url: path }, response) => {
      if (path === '/secret') response.writeHead(401, { 'www-authenticate': 'Digest realm="x", nonce="y"' });
      response.end();
    });
    const ask = talk(url);

    expect([await ask('/a'), await ask('/secret'), await ask('/b')]).toMatchObject([
      { status: 200 },
      { status: 401 },
      { status: 200 },
    ]);
    expect(log).toEqual(['asked', 'taken MD5', 'taken MD5', 'taken MD5']);
  });

  it('a connection that is lost with the answer leaves it open whether it was accepted', async () => {
    const { url } = await front({}, (request) => request.socket.destroy());

    const marks = new Marks();

    expect(await talk(url, {}, marks)()).toMatchObject({ reason: 'ServiceUnavailable' });
    expect(marks).toMatchObject({ credential: 'NotAccepted', stage: 'Authenticated' });
  });
});

describe('nothing is sent', () => {
  it.each([
    ['to a server that takes Basic', ['Basic realm="x"'], /it offers Basic; the password was not sent/],
    ['to one with algorithms of its own', ['Digest realm="x", nonce="y", algorithm=ROT13'], /no algorithm/],
    ['to one that wants another protection', ['Digest realm="x", nonce="y", qop="other"'], /no algorithm/],
    ['to one whose challenge is not whole', ['Digest realm="x"'], /no algorithm/],
    ['to one that says nothing', [], /nothing that can be used/],
  ])('%s', async (_, challenges, about) => {
    const seen: (string | undefined)[] = [];
    const url = await listen((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401, { 'www-authenticate': challenges }).end();
    });

    expect(await talk(url)()).toMatchObject({ reason: 'InvalidConfiguration', about: expect.stringMatching(about) });
    expect(seen).toEqual([undefined]);
  });

  it.each([
    [207, { reason: 'UnexpectedReply', about: expect.stringContaining('without a credential') }],
    [403, { status: 403, unasked: true }],
    [404, { status: 404, unasked: true }],
  ])('to one that answers %i before it asks', async (status, expected) => {
    const url = await listen((_request, response) => response.writeHead(status).end());

    expect(await talk(url)()).toMatchObject(expected);
  });
});
