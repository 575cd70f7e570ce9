import { describe, expect, it } from '@jest/globals';
import type { PlatformHttp } from '../../../../src/api/platform.gen.ts';
import { testNow } from '../../../support/test-context.ts';
import { ownPlatform, type Reply } from './own-platform.ts';

const platform = ownPlatform();

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
    platform.answer = () => reply;

    expect(await platform.test({ auth, http })).toMatchObject(wanted);
  });

  it.each<[string, Record<string, string>, string]>([
    ['clocks agree', {}, 'CredentialsRejected'],
    ['clocks differ', { date: new Date(testNow + 300_000).toUTCString() }, 'ClockSkew'],
    ['no clock to compare', { date: '' }, 'UnexpectedReply'],
  ])('a signature is refused: %s', async (_name, headers, reason) => {
    platform.answer = () => [403, {}, headers];

    expect(
      await platform.test({
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
    platform.answer = ({ url: path }) => (path === '/ask' ? second : [400, {}]);
    const replies = [{ when: 'json.error == "fine"', outcome: 'PermissionDenied' as const }];

    expect(
      await platform.test({
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
    platform.answer = () => [200, { id: 1, open: true }];

    expect(await platform.test({ auth, http: { counterTest: counterTest! } })).toMatchObject({
      reason: 'UnexpectedReply',
      about: expect.stringContaining('without a credential'),
    });
  });

  it('the credential is not sent to an open address at all when it comes first', async () => {
    platform.answer = () => [200, { id: 1 }];

    await platform.test({ auth, http: { counterTest: { first: true } } });

    expect(platform.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
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
    platform.answer = ({ headers }) => (headers.authorization ? [200, { id: 1 }] : anonymous);

    expect(await platform.test({ auth, http: { counterTest: {} } })).toMatchObject({ outcome });
  });
});
