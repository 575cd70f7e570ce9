import { describe, expect, it } from '@jest/globals';
import type { PlatformRequestStep, PlatformSpec } from '../../../../src/api/platform.gen.ts';
import { testNow } from '../../../support/test-context.ts';
import { ownPlatform, type Reply } from './own-platform.ts';

const platform = ownPlatform();
const named = { account: { id: 'json.id' } };

describe('what a response means', () => {
  it.each<[string, Reply, Partial<PlatformRequestStep>, object]>([
    ['401', [401, {}], {}, { outcome: 'failed', reason: 'CredentialsRejected' }],
    ['403 may be anything', [403, {}], {}, { outcome: 'failed', reason: 'AccessRefused' }],
    ['404', [404, {}], {}, { reason: 'TargetNotFound' }],
    ['410', [410, {}], {}, { reason: 'TargetNotFound' }],
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
    ['501', [501, {}], {}, { reason: 'UnexpectedReply' }],
    ['418', [418, {}], {}, { reason: 'UnexpectedReply' }],
    ['200 without an account', [200, { hello: 1 }], {}, { reason: 'UnexpectedReply' }],
    ['200 with an empty account', [200, { id: ' ' }], {}, { reason: 'UnexpectedReply' }],
    ['200 with null for an account', [200, { id: null }], {}, { reason: 'UnexpectedReply' }],
    ['200 with a list for an account', [200, { id: [] }], {}, { reason: 'UnexpectedReply' }],
    ['200 that is no JSON', [200, 'hello'], {}, { reason: 'UnexpectedReply' }],
    ['200 with a web page', [200, '<html>hello', { 'content-type': 'text/html' }], {}, { reason: 'UnexpectedReply' }],
    [
      '200 with a sign-in page',
      [200, '<html><input type=password>', { 'content-type': 'text/html' }],
      {},
      { reason: 'InteractionRequired' },
    ],
    [
      '200 with a form that leads to a sign-in',
      [200, `<html>${'<form a>'.repeat(50)}<form action="/SSO">`, { 'content-type': 'text/html' }],
      {},
      { reason: 'InteractionRequired' },
    ],
    ['204', [204, ''], {}, { reason: 'UnexpectedReply' }],
    [
      'an anonymous account',
      [200, { id: 'x', name: 'Anonymous' }],
      { facts: { ...named, identified: 'json.name != "Anonymous"' } },
      { reason: 'UnexpectedReply' },
    ],
    [
      'a row before the defaults',
      [403, { code: 'locked' }],
      { replies: [{ when: 'json.code == "locked"', outcome: 'AccountLocked' }] },
      { reason: 'AccountLocked' },
    ],
    [
      'a row cannot make an account of nothing',
      [200, {}],
      { replies: [{ when: 'status == 200', outcome: 'Passed' }] },
      { reason: 'UnexpectedReply' },
    ],
    [
      'causes and a remedy of a row',
      [403, {}],
      { replies: [{ when: 'status == 403', outcome: 'AccessRefused', causes: ['a', 'b'], fix: 'Do c.' }] },
      { reason: 'AccessRefused', causes: ['a', 'b'], fix: 'Do c.' },
    ],
    [
      'a redirect, if a row knows it',
      [301, {}, { location: '/elsewhere' }],
      {
        request: { url: '{{config.url}}/me', redirect: 'Return' },
        replies: [{ when: 'status == 301', outcome: 'TargetNotFound' }],
      },
      { outcome: 'failed', reason: 'TargetNotFound' },
    ],
  ])('%s', async (_name, reply, step, wanted) => {
    platform.answer = () => reply;

    expect(await platform.test({ step })).toMatchObject(wanted);
    expect(platform.paths()).toEqual(['GET /me']);
  });

  it('rows of tables stand where the table is named, also of a table in a table', async () => {
    platform.answer = () => [400, { code: 2 }];
    const tables: PlatformSpec['tables'] = {
      inner: [{ when: 'json.code == 2', outcome: 'AccountLocked' }],
      outer: [{ when: 'json.code == 1', outcome: 'CredentialsExpired' }, { table: 'inner' }],
    };
    const replies = [{ table: 'outer' }, { when: 'true', outcome: 'UnexpectedReply' as const }];

    expect(await platform.test({ step: { replies }, spec: { tables } })).toMatchObject({ reason: 'AccountLocked' });
  });

  it.each<[string, Record<string, string>, string]>([
    ['clocks agree', {}, 'CredentialsRejected'],
    ['clocks differ', { date: new Date(testNow + 300_000).toUTCString() }, 'ClockSkew'],
    ['no clock to compare', { date: '' }, 'UnexpectedReply'],
  ])('a signature is refused: %s', async (_name, headers, reason) => {
    platform.answer = () => [403, {}, headers];
    const replies = [{ when: 'status == 403', outcome: 'CredentialsRejected' as const, compareClocks: true }];

    expect(await platform.test({ step: { replies } })).toMatchObject({ reason });
  });

  it.each<[string, Reply, string]>([
    ['tells', [400, { error: 'fine' }], 'PermissionDenied'],
    ['does not tell', [400, { error: 'else' }], 'AccessRefused'],
    ['fails', [503, {}], 'ServiceUnavailable'],
  ])('a second question whose response %s', async (_name, second, reason) => {
    platform.answer = ({ url: path }) => (path === '/ask' ? second : [400, {}]);
    const request = { url: '{{config.url}}/ask' };
    const then = { request, replies: [{ when: 'json.error == "fine"', outcome: 'PermissionDenied' as const }] };
    const replies = [{ when: 'status == 400', outcome: 'AccessRefused' as const, then }];

    expect(await platform.test({ step: { replies } })).toMatchObject({ reason });
    expect(platform.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer k', undefined]);
  });

  it('a second question shows the credential if it says so', async () => {
    platform.answer = () => [400, {}];
    const then = { request: { url: '{{config.url}}/ask' }, authenticate: true, replies: [] };
    const replies = [{ when: 'status == 400', outcome: 'AccessRefused' as const, then }];

    await platform.test({ step: { replies } });

    expect(platform.seen[1]?.headers.authorization).toBe('Bearer k');
  });

  it.each([
    [{ 'x-reset': String(testNow / 1000 + 90) }, 90_000],
    [{ 'x-reset': String(testNow / 1000 + 90), 'retry-after': '5' }, 5000],
    [{}, undefined],
  ])('is tested again when %j says', async (headers, retryAfterMs) => {
    platform.answer = () => [403, {}, headers];
    const retryAfter = 'int(headers["x-reset"])';
    const replies = [{ when: 'status == 403', outcome: 'RateLimited' as const, retryAfter }];

    expect(await platform.test({ step: { replies } })).toMatchObject({ reason: 'RateLimited', retryAfterMs });
  });
});

describe('what is expected of the tenant', () => {
  const expected = [{ setting: 'tenant', is: 'json.team', causes: ['it is of another team'] }];

  it.each<[string, object, string | undefined, object]>([
    ['the same', { id: 1, team: 'a' }, 'a', { outcome: 'connected' }],
    ['another', { id: 1, team: 'b' }, 'a', { reason: 'IdentityMismatch', causes: ['it is of another team'] }],
    ['none', { id: 1 }, 'a', { reason: 'IdentityMismatch' }],
    ['null', { id: 1, team: null }, 'a', { reason: 'IdentityMismatch' }],
    ['not asked for', { id: 1, team: 'b' }, undefined, { outcome: 'connected' }],
    ['nobody at all', { team: 'b' }, 'a', { reason: 'UnexpectedReply' }],
  ])('%s', async (_name, body, tenant, wanted) => {
    platform.answer = () => [200, body];

    const config = tenant === undefined ? {} : { tenant };
    expect(await platform.test({ step: { expect: expected }, config })).toMatchObject(wanted);
  });

  it('no value is accepted if that is said', async () => {
    platform.answer = () => [200, { id: 1 }];

    const step = { expect: [{ setting: 'tenant', is: 'json.team', unknown: 'Accept' as const }] };
    expect(await platform.test({ step, config: { tenant: 'a' } })).toMatchObject({ outcome: 'connected' });
  });
});
