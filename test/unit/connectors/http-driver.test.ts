import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectionRequires } from '../../../src/api/connection.gen.ts';
import type { PlatformAuth, PlatformHttp } from '../../../src/api/platform.gen.ts';
import type { Verdict } from '../../../src/connectors/index.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { digestFront } from '../../support/servers/digest-front.ts';
import { ntlmFront } from '../../support/servers/ntlm-front.ts';
import { testContext, testNow } from '../../support/test-context.ts';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Reply = [status: number, body: object | string, headers?: Record<string, string>];

let server: Server;
let url: string;
let seen: Seen[] = [];
let answer: (request: Seen) => Reply = () => [200, {}];
/** Stands in place of `answer`. */
let fronted: RequestListener | undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (fronted) return fronted(request, response);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      const [status, content, headers] = answer(one);
      response.writeHead(status, {
        'content-type': 'application/json',
        date: new Date(testNow).toUTCString(),
        ...headers,
      });
      response.end(typeof content === 'string' ? content : JSON.stringify(content));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  seen = [];
});
afterAll(() => {
  server.close();
});

interface Tested {
  auth: PlatformAuth;
  http?: Partial<PlatformHttp>;
  secret?: Record<string, string>;
  requires?: ConnectionRequires;
}

function test({ auth, http, secret = { user: 'u', key: 'k' }, requires }: Tested): Promise<Verdict> {
  const spec = {
    title: 'T',
    category: 'Business' as const,
    config: { properties: { url: { type: 'string' } } },
    methods: [{ name: 'm', title: 'M', secret: { properties: { user: {}, key: {} } }, auth }],
    hosts: ['{{config.url}}'],
    http: { test: { url: '{{config.url}}/me' }, account: { id: 'json.id', name: 'json.name' }, ...http },
  };
  return planAndTest({ platform: { name: 't', spec }, config: { url }, secret, requires }, testContext());
}

const paths = () => seen.map(({ method, url: path }) => `${method} ${path}`);

describe('signing in', () => {
  beforeEach(() => {
    answer = () => [200, { id: 7 }];
  });

  it.each<[string, PlatformAuth, string, string]>([
    [
      'basic',
      { basic: { username: '{{secret.user}}', password: '{{secret.key}}' } },
      'authorization',
      'Basic dTrDvDo=',
    ],
    ['bearer', { bearer: { token: '{{secret.user}}' } }, 'authorization', 'Bearer u'],
    ['header', { header: { name: 'X-{{secret.user}}', value: 'key {{secret.user}}' } }, 'x-u', 'key u'],
  ])('%s', async (_name, auth, header, value) => {
    expect(await test({ auth, secret: { user: 'u', key: 'ü:' } })).toMatchObject({
      outcome: 'connected',
      account: { id: '7' },
    });
    expect(seen[0]?.headers[header]).toBe(value);
  });

  it('digest and ntlm: answers the challenge of a platform of one’s own, once', async () => {
    const account = { username: '{{secret.user}}', password: '{{secret.key}}' };
    const me: RequestListener = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":7}');
    const digests = digestFront({ username: 'u', password: 'k', algorithms: ['SHA-256'], qop: 'auth' }, me);
    const windows = ntlmFront({ domain: 'ACME', user: 'u', password: 'k', now: testNow }, me);

    const seven = { outcome: 'connected', account: { id: '7' } };
    fronted = digests.listener;
    expect(await test({ auth: { digest: account } })).toMatchObject(seven);
    fronted = windows.listener;
    expect(await test({ auth: { ntlm: { ...account, domain: 'ACME' } } })).toMatchObject(seven);
    fronted = undefined;
    expect([...digests.log, ...windows.logins]).toEqual(['asked', 'taken SHA-256', 'ACME\\u: taken']);
  });

  it('query', async () => {
    await test({ auth: { query: { name: 'api key', value: '{{secret.key}}' } }, secret: { user: 'u', key: 'a&b=' } });

    expect(paths()).toEqual(['GET /me?api+key=a%26b%3D']);
  });

  it('refuses a user name with a colon, and a line break in a token, before anything is sent', async () => {
    const basic = { basic: { username: '{{secret.user}}', password: '{{secret.key}}' } };

    expect(await test({ auth: basic, secret: { user: 'a:b', key: 'k' } })).toMatchObject({
      reason: 'SecretInvalid',
      about: expect.stringContaining('colon'),
    });
    expect(
      await test({ auth: { bearer: { token: '{{secret.key}}' } }, secret: { user: 'u', key: 'a\nb' } }),
    ).toMatchObject({ reason: 'SecretInvalid', about: expect.stringContaining('secret.key') });
    expect(seen).toEqual([]);
  });

  it('session: logs in, uses the ticket, logs out', async () => {
    answer = ({ url: path }) => (path === '/login' ? [200, { ticket: 't-1' }] : [200, { id: 'me' }]);
    const session = {
      login: {
        method: 'POST' as const,
        url: '{{config.url}}/login',
        json: { user: '{{secret.user}}', password: '{{secret.key}}' },
      },
      values: { ticket: 'json.ticket' },
      headers: { 'X-Ticket': '{{session.ticket}}' },
      logout: { method: 'DELETE' as const, url: '{{config.url}}/login' },
    };

    expect(await test({ auth: { session } })).toMatchObject({ outcome: 'connected', account: { id: 'me' } });
    expect(paths()).toEqual(['POST /login', 'GET /me', 'DELETE /login']);
    expect(seen.map(({ headers }) => headers['x-ticket'])).toEqual([undefined, 't-1', 't-1']);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ user: 'u', password: 'k' });
  });

  it('session: gives each session a name of its own where the platform wants one', async () => {
    answer = () => [200, { id: 'me' }];
    const session = {
      login: { method: 'POST' as const, url: '{{config.url}}/login', json: { name: '{{session.nonce}}' } },
      values: { id: 'json.id' },
      headers: {},
    };

    await test({ auth: { session } });
    await test({ auth: { session } });

    const names = seen.filter(({ body }) => body !== '').map(({ body }) => (JSON.parse(body) as { name: string }).name);
    expect(names[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(new Set(names).size).toBe(2);
  });

  it('session: logs out also where the test fails', async () => {
    answer = ({ url: path }) => (path === '/login' ? [200, { ticket: 't-1' }] : [500, {}]);
    const session = {
      login: { url: '{{config.url}}/login' },
      values: { ticket: 'json.ticket' },
      headers: {},
      logout: { url: '{{config.url}}/out' },
    };

    expect(await test({ auth: { session } })).toMatchObject({ reason: 'ServiceUnavailable' });
    expect(paths()).toEqual(['GET /login', 'GET /me', 'GET /out']);
  });
});

describe('OAuth 2.0 client credentials', () => {
  const oauth2 = {
    tokenUrl: '{{config.url}}/token',
    clientId: '{{secret.user}}',
    clientSecret: '{{secret.key}}',
    scope: 'read all',
  };

  it('encodes id and secret before they become Basic (RFC 6749, 2.3.1)', async () => {
    answer = ({ url: path }) => (path === '/token' ? [200, { access_token: 'tok' }] : [200, { id: 1 }]);

    await test({ auth: { oauth2 }, secret: { user: 'id:1', key: 'a b+c/ü' } });

    expect(Buffer.from(seen[0]?.headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe(
      'id%3A1:a+b%2Bc%2F%C3%BC',
    );
    expect(seen[0]?.body).toBe('grant_type=client_credentials&scope=read+all');
    expect(seen[1]?.headers.authorization).toBe('Bearer tok');
  });

  it('leaves id and secret as they are where the endpoint wants them so', async () => {
    await test({ auth: { oauth2: { ...oauth2, clientAuth: 'basic-plain' } }, secret: { user: 'id|1', key: 'a b+ü' } });

    expect(Buffer.from(seen[0]?.headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe('id|1:a b+ü');
    expect(seen[0]?.body).toBe('grant_type=client_credentials&scope=read+all');
  });

  it('or sends them as form fields', async () => {
    answer = ({ url: path }) => (path === '/token' ? [200, { access_token: 'tok' }] : [200, { id: 1 }]);

    await test({ auth: { oauth2: { ...oauth2, clientAuth: 'body' } } });

    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'u',
      client_secret: 'k',
      scope: 'read all',
    });
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  it.each<[string, Reply, string]>([
    ['the client is unknown', [401, { error: 'invalid_client' }], 'CredentialsRejected'],
    ['a bare invalid_grant names no cause', [400, { error: 'invalid_grant' }], 'AccessRefused'],
    ['consent is missing', [400, { error: 'unauthorized_client' }], 'InteractionRequired'],
    ['the scope is wrong', [400, { error: 'invalid_scope' }], 'InvalidConfiguration'],
    ['for the moment', [503, { error: 'temporarily_unavailable' }], 'ServiceUnavailable'],
    ['no token in the answer', [200, { ok: true }], 'UnexpectedReply'],
    ['an empty token', [200, { access_token: '' }], 'UnexpectedReply'],
    [
      'a web page',
      [200, '<html><form action="/sso"><input type="password">', { 'content-type': 'text/html' }],
      'InteractionRequired',
    ],
    ['too many', [429, {}, { 'retry-after': '7' }], 'RateLimited'],
  ])('%s', async (_name, reply, reason) => {
    answer = () => reply;

    expect(await test({ auth: { oauth2 } })).toMatchObject({ reason });
    expect(seen).toHaveLength(1);
  });

  it('makes one more token before a 401 counts, and then says nothing about the stored secret', async () => {
    let tokens = 0;
    answer = ({ url: path, headers }) =>
      path === '/token'
        ? [200, { access_token: `t${(tokens += 1)}` }]
        : headers.authorization === 'Bearer t2'
          ? [200, { id: 1 }]
          : [401, {}];
    expect(await test({ auth: { oauth2 } })).toMatchObject({ outcome: 'connected' });

    answer = ({ url: path }) => (path === '/token' ? [200, { access_token: 't' }] : [401, {}]);
    expect(await test({ auth: { oauth2 } })).toMatchObject({ reason: 'UnexpectedReply' });
    expect(tokens).toBe(2);
  });
});

describe('what a reply means', () => {
  const auth = { bearer: { token: '{{secret.key}}' } };

  it.each<[string, Reply, Partial<PlatformHttp>, object]>([
    ['401', [401, {}], {}, { outcome: 'failed', reason: 'CredentialsRejected' }],
    ['403 may be anything', [403, {}], {}, { outcome: 'failed', reason: 'AccessRefused' }],
    ['404', [404, {}], {}, { reason: 'TargetNotFound' }],
    ['408', [408, {}], {}, { reason: 'ServiceUnavailable' }],
    ['425', [425, {}], {}, { reason: 'ServiceUnavailable' }],
    [
      '429 with a date',
      [429, {}, { 'retry-after': new Date(testNow + 60_000).toUTCString() }],
      {},
      { reason: 'RateLimited', retryAfterMs: 60_000 },
    ],
    ['503 with a wish', [503, {}, { 'retry-after': '5' }], {}, { reason: 'RateLimited', retryAfterMs: 5000 }],
    ['503', [503, {}], {}, { reason: 'ServiceUnavailable' }],
    ['418', [418, {}], {}, { reason: 'UnexpectedReply' }],
    ['200 without an account', [200, { hello: 1 }], {}, { reason: 'UnexpectedReply' }],
    ['200 that is no JSON', [200, 'hello'], {}, { reason: 'UnexpectedReply' }],
    ['200 with a web page', [200, '<html>hello', { 'content-type': 'text/html' }], {}, { reason: 'UnexpectedReply' }],
    [
      '200 with a sign-in page',
      [200, '<html><input type=password>', { 'content-type': 'text/html' }],
      {},
      { reason: 'InteractionRequired' },
    ],
    ['204', [204, ''], {}, { reason: 'UnexpectedReply' }],
    [
      'an anonymous account',
      [200, { id: 'x', name: 'Anonymous' }],
      { identity: 'json.name != "Anonymous"' },
      { reason: 'UnexpectedReply' },
    ],
    [
      'a row of the table before the defaults',
      [403, { code: 'locked' }],
      { replies: [{ when: 'json.code == "locked"', outcome: 'AccountLocked' }] },
      { reason: 'AccountLocked' },
    ],
    [
      'a row cannot make an account of nothing',
      [200, {}],
      { replies: [{ when: 'status == 200', outcome: 'Connected' }] },
      { reason: 'UnexpectedReply' },
    ],
    [
      'causes are named',
      [403, {}],
      { replies: [{ when: 'status == 403', outcome: 'AccessRefused', causes: ['a', 'b'] }] },
      { reason: 'AccessRefused', causes: ['a', 'b'] },
    ],
  ])('%s', async (_name, reply, http, wanted) => {
    answer = () => reply;

    expect(await test({ auth, http })).toMatchObject(wanted);
  });

  it.each<[string, Record<string, string>, string]>([
    ['clocks agree', {}, 'CredentialsRejected'],
    ['clocks differ', { date: new Date(testNow + 300_000).toUTCString() }, 'ClockSkew'],
    ['no clock to compare', { date: '' }, 'UnexpectedReply'],
  ])('a signature is refused: %s', async (_name, headers, reason) => {
    answer = () => [403, {}, headers];

    expect(
      await test({
        auth,
        http: { replies: [{ when: 'status == 403', outcome: 'CredentialsRejected', clockFirst: true }] },
      }),
    ).toMatchObject({ reason });
  });

  it.each<[string, Reply, string]>([
    ['tells', [400, { error: 'fine' }], 'PermissionDenied'],
    ['does not tell', [400, { error: 'else' }], 'AccessRefused'],
    ['fails', [503, {}], 'ServiceUnavailable'],
  ])('a second step that %s', async (_name, second, reason) => {
    answer = ({ url: path }) => (path === '/ask' ? second : [400, {}]);
    const replies = [{ when: 'json.error == "fine"', outcome: 'PermissionDenied' as const }];

    expect(
      await test({
        auth,
        http: {
          replies: [
            {
              when: 'status == 400',
              outcome: 'AccessRefused',
              ask: { request: { url: '{{config.url}}/ask' }, replies },
            },
          ],
        },
      }),
    ).toMatchObject({ reason });
  });
});

describe('the counter-test', () => {
  const auth = { basic: { username: '{{secret.user}}', password: '{{secret.key}}' } };
  const open: PlatformHttp['counterTest'][] = [{}, { first: true }, { when: 'json.open == true' }];

  it.each(open)('%j: an address that answers anyone proves nothing', async (counterTest) => {
    answer = () => [200, { id: 1, open: true }];

    expect(await test({ auth, http: { counterTest: counterTest! } })).toMatchObject({
      reason: 'UnexpectedReply',
      about: expect.stringContaining('without a credential'),
    });
  });

  it('the credential is not sent to an open address at all when it comes first', async () => {
    answer = () => [200, { id: 1 }];

    await test({ auth, http: { counterTest: { first: true } } });

    expect(seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it.each<[Reply, string]>([
    [[401, {}], 'connected'],
    [[403, {}], 'connected'],
    [[302, '', { location: '/login' }], 'connected'],
    [[302, '', { location: 'https://sso.example/' }], 'connected'],
    [[503, {}], 'inconclusive'],
    [[429, {}], 'inconclusive'],
    [[404, {}], 'failed'],
  ])('answered with %j it is %s', async (anonymous, outcome) => {
    answer = ({ headers }) => (headers.authorization ? [200, { id: 1 }] : anonymous);

    expect(await test({ auth, http: { counterTest: {} } })).toMatchObject({ outcome });
  });
});

describe('what the job needs', () => {
  const auth = { bearer: { token: '{{secret.key}}' } };
  const lookedAt = [
    {
      request: { url: '{{config.url}}/f/{{requires.path}}' },
      grants: { read: 'json.can_read', write: 'json.can_write', delete: 'json.can_delete' },
      when: 'has(requires.path)',
    },
  ];
  const told = { can_read: true, can_write: false };

  it.each<[string, ConnectionRequires, Reply, object]>([
    [
      'granted',
      { access: ['Read'], path: 'a' },
      [200, told],
      { outcome: 'connected', access: { read: 'Granted', write: 'Denied', delete: 'NotTestable' } },
    ],
    [
      'denied',
      { access: ['Read', 'Write'], path: 'a' },
      [200, told],
      { reason: 'PermissionDenied', about: 'write', account: { id: 'me' } },
    ],
    [
      'not told',
      { access: ['Delete'], path: 'a' },
      [200, told],
      { outcome: 'connected', access: { delete: 'NotTestable' } },
    ],
    [
      'not asked, as no path is given',
      { access: ['Read'] },
      [500, {}],
      { outcome: 'connected', access: { read: 'NotTestable' } },
    ],
    ['not found', { access: ['Read'], path: 'gone' }, [404, {}], { reason: 'TargetNotFound', account: { id: 'me' } }],
    ['not now', { access: ['Read'], path: 'a' }, [503, {}], { reason: 'ServiceUnavailable' }],
  ])('rights: %s', async (_name, requires, reply, wanted) => {
    answer = ({ url: path }) => (path === '/me' ? [200, { id: 'me' }] : reply);

    expect(await test({ auth, http: { access: lookedAt }, requires })).toMatchObject(wanted);
  });

  it('learns more of the account from a further request, where the test did not tell it', async () => {
    answer = ({ url: path }) => [200, path === '/me' ? { id: 'me' } : { id: 'other', team: 'Acme', admin: true }];
    const team = { url: '{{config.url}}/team' };
    const more = [{ request: team, account: { id: 'json.id', tenant: 'json.team' }, administrator: 'json.admin' }];

    const verdict = await test({ auth, http: { access: more } });

    expect(verdict).toMatchObject({ account: { id: 'me', tenant: 'Acme', administrator: true }, access: {} });
  });

  it('leaves it to the replies what a redirect means', async () => {
    answer = () => [301, {}, { location: '/elsewhere' }];
    const replies = [{ when: 'status == 301', outcome: 'TargetNotFound' as const }];

    const verdict = await test({ auth, http: { test: { url: '{{config.url}}/me', redirect: 'return' }, replies } });

    expect(verdict).toMatchObject({ outcome: 'failed', reason: 'TargetNotFound' });
    expect(seen.map(({ url: path }) => path)).toEqual(['/me']);
  });

  it.each([
    [{ 'x-reset': String(testNow / 1000 + 90) }, 90_000],
    [{ 'x-reset': String(testNow / 1000 + 90), 'retry-after': '5' }, 5000],
    [{}, undefined],
  ])('asks again when %j says', async (headers, retryAfterMs) => {
    answer = () => [403, {}, headers];
    const replies = [{ when: 'status == 403', outcome: 'RateLimited' as const, retryAt: 'int(headers["x-reset"])' }];

    const verdict = await test({ auth, http: { replies } });

    expect(verdict).toMatchObject({ reason: 'RateLimited', retryAfterMs });
  });

  it('learns the end of the credential from a further request', async () => {
    answer = ({ url: path }) => [200, path === '/me' ? { id: 'me' } : { ends: '2027-01-31' }];
    const asked = [{ request: { url: '{{config.url}}/token' }, expiry: 'json.ends' }];

    const verdict = await test({ auth, http: { access: asked } });

    expect(verdict).toMatchObject({ outcome: 'connected', expiresAt: new Date('2027-01-31') });
  });

  it('lets expressions read what the sign-in yielded', async () => {
    answer = ({ url: path }) => [200, path === '/login' ? { ticket: 't', user: 'Ada' } : { id: 'me' }];
    const login = { url: '{{config.url}}/login' };
    const session = { login, values: { user: 'json.user' }, headers: { 'X-Ticket': 't' } };

    const verdict = await test({ auth: { session }, http: { account: { id: 'json.id', name: 'session.user' } } });

    expect(verdict).toMatchObject({ account: { id: 'me', name: 'Ada' } });
  });

  it('knows the user name that a password grant has sent', async () => {
    answer = ({ url: path }) => [200, path === '/token' ? { access_token: 't' } : { ok: true }];
    const oauth2 = {
      grant: 'password' as const,
      tokenUrl: '{{config.url}}/token',
      username: '{{secret.user}}',
      password: '{{secret.key}}',
    };

    const verdict = await test({ auth: { oauth2 }, http: { account: { id: 'login' } } });

    expect(verdict).toMatchObject({ outcome: 'connected', account: { id: 'u' } });
  });

  it.each([
    ['a session that the test has opened is named in what follows, and ended', { 'set-cookie': 's=1; path=/' }, 's=1'],
    ['no session is ended where the test has opened none', {}, undefined],
  ])('%s', async (_name, opened, cookie) => {
    answer = ({ url: path }) => [path === '/me' ? 403 : 200, { id: 'me' }, path === '/me' ? opened : {}];
    const headers = { Cookie: '{{session.cookie}}' };
    const session = {
      values: { cookie: 'headers["set-cookie"].split(";")[0]' },
      logout: { method: 'POST' as const, url: '{{config.url}}/out', headers },
    };
    const rights = { request: { url: '{{config.url}}/rights', headers }, grants: { read: 'true' } };
    const replies = [{ when: 'status == 403', outcome: 'Connected' as const }];

    await test({ auth, http: { session, access: [rights], replies } });

    const after = seen.slice(1).map(({ url: path, headers: sent }) => `${path} ${sent.cookie}`);
    expect(after).toEqual([`/rights ${cookie}`, ...(cookie === undefined ? [] : ['/out s=1'])]);
  });

  it.each([
    [{ id: 1, role: 'admin' }, 'connected', 'Passed'],
    [{ id: 1, role: 'user' }, 'failed', 'Failed'],
    [{ id: 1 }, 'connected', 'NotTestable'],
  ])('an administrator, of %j: %s', async (me, outcome, authorized) => {
    answer = () => [200, me];

    const verdict = await test({
      auth,
      http: { administrator: 'json.role == "admin"' },
      requires: { role: 'Administrator' },
    });

    expect(verdict.outcome).toBe(outcome);
    expect(verdict.checks.at(-1)).toMatchObject({ name: 'Authorized', result: authorized });
  });
});
