import type { RequestListener } from 'node:http';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PlatformCredential, PlatformMethod } from '../../../../src/api/platform.gen.ts';
import { digestFront } from '../../../../dev/servers/digest-front.ts';
import { ntlmFront } from '../../../../dev/servers/ntlm-front.ts';
import { testNow } from '../../../support/test-context.ts';
import { ownPlatform } from './own-platform.ts';

const platform = ownPlatform();
const bearer: Partial<PlatformMethod> = { credential: { bearer: '{{secret.key}}' } };
const session: Partial<PlatformMethod> = {
  signIn: [
    {
      name: 'session',
      request: {
        method: 'POST',
        url: '{{config.url}}/login',
        json: { user: '{{secret.user}}', password: '{{secret.key}}' },
      },
      set: { ticket: 'json.ticket' },
    },
  ],
  credential: { headers: { 'X-Ticket': '{{session.ticket}}' } },
  signOut: [{ request: { method: 'DELETE', url: '{{config.url}}/login' } }],
};

describe('signing in', () => {
  beforeEach(() => {
    platform.answer = () => [200, { id: 7 }];
  });

  it.each<[string, PlatformCredential, string, string]>([
    [
      'basic',
      { basic: { username: '{{secret.user}}', password: '{{secret.key}}' } },
      'authorization',
      'Basic dTrDvDo=',
    ],
    ['bearer', { bearer: '{{secret.user}}' }, 'authorization', 'Bearer u'],
    ['headers', { headers: { 'X-{{config.tenant}}': 'key {{secret.user}}' } }, 'x-t', 'key u'],
  ])('%s', async (_name, credential, header, value) => {
    const secret = { user: 'u', key: 'ü:' };

    expect(await platform.test({ method: { credential }, secret, config: { tenant: 't' } })).toMatchObject({
      outcome: 'connected',
      account: { id: '7' },
    });
    expect(platform.seen[0]?.headers[header]).toBe(value);
  });

  it('digest and ntlm: answers the challenge of a platform of one’s own, once', async () => {
    const account = { username: '{{secret.user}}', password: '{{secret.key}}' };
    const me: RequestListener = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":7}');
    const digests = digestFront({ username: 'u', password: 'k', algorithms: ['SHA-256'], qop: 'auth' }, me);
    const windows = ntlmFront({ domain: 'ACME', user: 'u', password: 'k', now: testNow }, me);

    const seven = { outcome: 'connected', account: { id: '7' } };
    platform.front = digests.listener;
    expect(await platform.test({ method: { credential: { digest: account } } })).toMatchObject(seven);
    platform.front = windows.listener;
    expect(await platform.test({ method: { credential: { ntlm: { ...account, domain: 'ACME' } } } })).toMatchObject(
      seven,
    );
    platform.front = undefined;
    expect([...digests.log, ...windows.logins]).toEqual(['asked', 'taken SHA-256', 'ACME\\u: taken']);
  });

  it('query', async () => {
    await platform.test({
      method: { credential: { query: { 'api key': '{{secret.key}}' } } },
      secret: { user: 'u', key: 'a&b=' },
    });

    expect(platform.paths()).toEqual(['GET /me?api+key=a%26b%3D']);
  });

  it('refuses a user name with a colon, and a line break in a token, before anything is sent', async () => {
    const basic = { basic: { username: '{{secret.user}}', password: '{{secret.key}}' } };

    expect(await platform.test({ method: { credential: basic }, secret: { user: 'a:b', key: 'k' } })).toMatchObject({
      reason: 'SecretInvalid',
      about: expect.stringContaining('colon'),
    });
    expect(await platform.test({ secret: { user: 'u', key: 'a\nb' } })).toMatchObject({
      reason: 'SecretInvalid',
      about: expect.stringMatching(/^key `key` of the Secret has a character/),
    });
    expect(platform.seen).toEqual([]);
  });

  it('logs in, uses the ticket, logs out', async () => {
    platform.answer = ({ url: path }) => (path === '/login' ? [200, { ticket: 't-1' }] : [200, { id: 'me' }]);

    expect(await platform.test({ method: session })).toMatchObject({ outcome: 'connected', account: { id: 'me' } });
    expect(platform.paths()).toEqual(['POST /login', 'GET /me', 'DELETE /login']);
    expect(platform.seen.map(({ headers }) => headers['x-ticket'])).toEqual([undefined, 't-1', 't-1']);
    expect(JSON.parse(platform.seen[0]?.body ?? '')).toEqual({ user: 'u', password: 'k' });
  });

  it('gives each test a name of its own', async () => {
    platform.answer = () => [200, { id: 'me', ticket: 't' }];
    const [step] = session.signIn!;
    const json = { name: '{{test.id}}' };
    const named = { ...session, signIn: [{ ...step, request: { ...step!.request!, json } }] };

    await platform.test({ method: named });
    await platform.test({ method: named });

    const names = platform.seen
      .filter(({ body }) => body !== '')
      .map(({ body }) => (JSON.parse(body) as { name: string }).name);
    expect(names[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(new Set(names).size).toBe(2);
  });

  it('logs out also if the test fails', async () => {
    platform.answer = ({ url: path }) => (path === '/login' ? [200, { ticket: 't-1' }] : [500, {}]);

    expect(await platform.test({ method: session })).toMatchObject({ reason: 'ServiceUnavailable' });
    expect(platform.paths()).toEqual(['POST /login', 'GET /me', 'DELETE /login']);
  });

  it('does not log out if nobody has logged in', async () => {
    platform.answer = () => [401, {}];

    expect(await platform.test({ method: session })).toMatchObject({ reason: 'CredentialsRejected' });
    expect(platform.paths()).toEqual(['POST /login']);
  });

  it('goes on with what the sign-in has found, and ends what the test has opened', async () => {
    const opened: Record<string, string> = { 'set-cookie': 's=1; path=/' };
    const cookie = { headers: { Cookie: '{{me.cookie}}' } };
    const method = {
      ...bearer,
      signOut: [{ request: { method: 'POST' as const, url: '{{config.url}}/out', ...cookie } }],
    };
    const step = { name: 'me', set: { 'cookie?': 'headers["set-cookie"].before(";")' } };
    const access = [{ request: { url: '{{config.url}}/rights', ...cookie }, facts: { grants: { read: 'true' } } }];

    platform.answer = ({ url: path }) => [200, { id: 'me' }, path === '/me' ? opened : {}];
    await platform.test({ method, step, spec: { access } });
    expect(platform.seen.slice(1).map(({ url: path, headers }) => `${path} ${headers.cookie}`)).toEqual([
      '/rights s=1',
      '/out s=1',
    ]);

    platform.seen = [];
    platform.answer = () => [200, { id: 'me' }];
    await platform.test({ method, step, spec: { access } });
    expect(platform.paths()).toEqual(['GET /me', 'GET /rights']);
  });
});
