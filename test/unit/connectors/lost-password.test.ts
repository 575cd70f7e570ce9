import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PlatformAuth, PlatformHttp } from '../../../src/api/platform.gen.ts';
import type { TestContext, Verdict } from '../../../src/connectors/index.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';

let server: Server;
let url: string;
let answer: RequestListener;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

function test(auth: PlatformAuth, http: Partial<PlatformHttp> = {}, context?: Partial<TestContext>): Promise<Verdict> {
  const secret = { user: 'u', password: 'canary' };
  const spec = {
    title: 'T',
    category: 'Business' as const,
    config: { properties: { url: { type: 'string' } } },
    methods: [{ name: 'm', title: 'M', secret: { properties: { user: {}, password: {} } }, auth }],
    hosts: ['{{config.url}}'],
    http: { test: { url: '{{config.url}}/me' }, account: { id: 'json.id' }, ...http },
  };
  return planAndTest({ platform: { name: 't', spec }, config: { url }, secret }, testContext(context));
}

const basic: PlatformAuth = { basic: { username: '{{secret.user}}', password: '{{secret.password}}' } };
const bearer: PlatformAuth = { bearer: { token: '{{secret.user}}' } };
const form = { user: '{{secret.user}}', pass: '{{secret.password}}' };
const login = { method: 'POST', url: '{{config.url}}/login', form } as const;
const session: PlatformAuth = { session: { login, values: { t: 'json.t' }, headers: { 'X-T': '{{session.t}}' } } };
const tokenUrl = '{{config.url}}/token';
const grant: PlatformAuth = {
  oauth2: { grant: 'password', tokenUrl, username: '{{secret.user}}', password: '{{secret.password}}' },
};
const lost: RequestListener = (request) => request.socket.destroy();
const holdMs = 30 * 60 * 1000;

it.each([
  ['basic', basic],
  ['a login', session],
  ['the password grant', grant],
])('a password whose answer is lost is held back: %s', async (_name, auth) => {
  answer = lost;

  expect(await test(auth)).toMatchObject({
    reason: 'ServiceUnavailable',
    retryAfterMs: holdMs,
    checks: expect.arrayContaining([{ name: 'Authenticated', result: 'Failed', reason: 'ServiceUnavailable' }]),
  });
});

it('a server that is silent is one whose answer is lost', async () => {
  answer = () => {};

  expect(await test(basic, {}, { timeoutMs: 200 })).toMatchObject({ reason: 'TimedOut', retryAfterMs: holdMs });
});

it('a token is not held back', async () => {
  answer = lost;

  expect(await test(bearer)).toMatchObject({ reason: 'ServiceUnavailable', retryAfterMs: undefined });
});

it('a password that was taken a moment ago is not held back', async () => {
  let requests = 0;
  answer = (request, response) => {
    requests += 1;
    if (requests > 1) return request.socket.destroy();
    return response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":7}');
  };
  const access = [{ request: { url: '{{config.url}}/rights' }, grants: { read: 'true' } }];

  expect(await test(basic, { access })).toMatchObject({ reason: 'ServiceUnavailable', retryAfterMs: undefined });
  expect(requests).toBe(2);
});

it('a password that nobody can have heard is not held back', async () => {
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', port: 1 }]);

  expect(await test(basic, {}, { resolve })).toMatchObject({ reason: 'ConnectionRefused', retryAfterMs: undefined });
});
