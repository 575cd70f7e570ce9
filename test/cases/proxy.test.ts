import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';
import { writeReply, type Answer, type FakeReply } from '../support/fake-platform.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';
import { challenge, holdVerdict, type VerdictCase } from './verdict-case.ts';

const secret = { username: 'svc-archive', password: 'made up, and right' };
const page = { type: 'text/html', text: '<html><h1>Access denied</h1></html>' };
let proxy: Loopback;

/** Asks a plain address through a proxy that says the same to everything. */
async function verdictThrough(answer: Answer, platform: string) {
  proxy = await onLoopback(createServer((_request, response) => writeReply(response, answer)));
  const address = `http://127.0.0.1:${proxy.port}`;
  const config = { url: 'http://files.example.com/dav/' };
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', port: proxy.port }]);
  return planAndTest(
    { platform: registry.get(platform)!, method: 'basic', config, secret },
    testContext({ proxy: { address }, resolve }),
  );
}

describe('What a proxy says itself of a plain address', () => {
  afterEach(() => proxy.stop());

  const own: [string, FakeReply][] = [
    ['Squid', { status: 403, headers: { server: 'squid/5.7', 'x-squid-error': 'ERR_ACCESS_DENIED 0' }, ...page }],
    ['Squid without its name', { status: 403, headers: { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }, ...page }],
    ['tinyproxy', { status: 403, headers: { server: 'tinyproxy/1.11.1' }, ...page }],
    ['one that speaks of itself', { status: 403, headers: { 'proxy-status': 'corp; error=http_request_denied' } }],
    ['one that wants another sign-in', { status: 401, headers: { 'proxy-authenticate': 'Basic realm="proxy"' } }],
    ['a page of 401 without a challenge', { status: 401, ...page }],
    ['an outage', { status: 503, headers: { server: 'squid/5.7', 'x-squid-error': 'ERR_DNS_FAIL 0' }, ...page }],
  ];

  it.each(own)('%s', async (_name, answer) => {
    for (const platform of ['webdav', 'http-endpoint']) {
      expect(await verdictThrough(answer, platform)).toMatchObject({ reason: 'ProxyFailed' });
      await proxy.stop();
    }
  });

  it.each<[string, FakeReply, string]>([
    ['a challenge', challenge('Basic realm="files"') as FakeReply, 'CredentialsRejected'],
    ['a challenge with a page', { ...(challenge('Basic realm="files"') as FakeReply), ...page }, 'CredentialsRejected'],
    [
      '403 of another server',
      { status: 403, headers: { server: 'Apache', via: '1.1 proxy (squid/5.7)' } },
      'AccessRefused',
    ],
    ['404', { status: 404, headers: { server: 'nginx' } }, 'TargetNotFound'],
  ])('is not %s, which the platform says through it', async (_name, answer, reason) => {
    expect(await verdictThrough(answer, 'webdav')).toMatchObject({ reason });
  });
});

const api = { url: 'https://intranet.example.com/report', expectedStatus: 200 };
const refusingStrangers =
  (good: Answer, refusal: Answer = { status: 401 }): VerdictCase['answer'] =>
  ({ headers }) =>
    headers['authorization'] === undefined ? refusal : good;
const html = (text: string): Answer => ({ type: 'text/html', text });
const report = html('<!DOCTYPE html><html><body><table><tr><td>42</td></tr></table></body></html>');

const shown = (name: string, more: Partial<VerdictCase>): VerdictCase => ({
  name,
  platform: 'http-endpoint',
  config: api,
  secret,
  answer: refusingStrangers(report),
  reason: 'Verified',
  ...more,
});

describe('A web page where the expected status says that it is one', () => {
  it.each<VerdictCase>([
    shown('and strangers get 401', {}),
    shown('and strangers get 404', { answer: refusingStrangers(report, { status: 404 }) }),
    shown('and strangers are sent to sign in', {
      answer: refusingStrangers(report, { status: 302, headers: { location: 'https://sso.example.org/login' } }),
    }),
    shown('to a bearer token', { secret: { token: 'made-up-token' } }),
    shown('of another status', {
      config: { ...api, expectedStatus: 203 },
      answer: refusingStrangers({ ...(report as object), status: 203 }),
    }),
    shown('but the status was not given', { config: { url: api.url }, reason: 'UnexpectedReply' }),
    shown('but strangers get it too', { answer: () => report, reason: 'UnexpectedReply' }),
    shown('but it is one to sign in at', {
      answer: refusingStrangers(html('<html><form action="/login"><input type="password"></form></html>')),
      reason: 'InteractionRequired',
    }),
    shown('but its status is another', { config: { ...api, expectedStatus: 201 }, reason: 'UnexpectedReply' }),
  ])('$name', holdVerdict);
});
