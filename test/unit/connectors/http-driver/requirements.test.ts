import { describe, expect, it } from '@jest/globals';
import type { ConnectionRequires } from '../../../../src/api/connection.gen.ts';
import { testNow } from '../../../support/test-context.ts';
import { ownPlatform, type Reply } from './own-platform.ts';

const platform = ownPlatform();

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
    [
      'not found',
      { access: ['Read'], path: 'gone' },
      [404, {}],
      { reason: 'TargetNotFound', about: 'gone', account: { id: 'me' } },
    ],
    ['not now', { access: ['Read'], path: 'a' }, [503, {}], { reason: 'ServiceUnavailable' }],
  ])('rights: %s', async (_name, requires, reply, wanted) => {
    platform.answer = ({ url: path }) => (path === '/me' ? [200, { id: 'me' }] : reply);

    expect(await platform.test({ auth, http: { access: lookedAt }, requires })).toMatchObject(wanted);
  });

  it('learns more of the account from a further request, where the test did not tell it', async () => {
    platform.answer = ({ url: path }) => [
      200,
      path === '/me' ? { id: 'me' } : { id: 'other', team: 'Acme', admin: true },
    ];
    const team = { url: '{{config.url}}/team' };
    const more = [{ request: team, account: { id: 'json.id', tenant: 'json.team' }, administrator: 'json.admin' }];

    const verdict = await platform.test({ auth, http: { access: more } });

    expect(verdict).toMatchObject({ account: { id: 'me', tenant: 'Acme', administrator: true }, access: {} });
  });

  it('leaves it to the replies what a redirect means', async () => {
    platform.answer = () => [301, {}, { location: '/elsewhere' }];
    const replies = [{ when: 'status == 301', outcome: 'TargetNotFound' as const }];

    const verdict = await platform.test({
      auth,
      http: { test: { url: '{{config.url}}/me', redirect: 'return' }, replies },
    });

    expect(verdict).toMatchObject({ outcome: 'failed', reason: 'TargetNotFound' });
    expect(platform.seen.map(({ url: path }) => path)).toEqual(['/me']);
  });

  it.each([
    [{ 'x-reset': String(testNow / 1000 + 90) }, 90_000],
    [{ 'x-reset': String(testNow / 1000 + 90), 'retry-after': '5' }, 5000],
    [{}, undefined],
  ])('asks again when %j says', async (headers, retryAfterMs) => {
    platform.answer = () => [403, {}, headers];
    const replies = [{ when: 'status == 403', outcome: 'RateLimited' as const, retryAt: 'int(headers["x-reset"])' }];

    const verdict = await platform.test({ auth, http: { replies } });

    expect(verdict).toMatchObject({ reason: 'RateLimited', retryAfterMs });
  });

  it('learns the end of the credential from a further request', async () => {
    platform.answer = ({ url: path }) => [200, path === '/me' ? { id: 'me' } : { ends: '2027-01-31' }];
    const asked = [{ request: { url: '{{config.url}}/token' }, expiry: 'json.ends' }];

    const verdict = await platform.test({ auth, http: { access: asked } });

    expect(verdict).toMatchObject({ outcome: 'connected', expiresAt: new Date('2027-01-31') });
  });

  it('lets expressions read what the sign-in yielded', async () => {
    platform.answer = ({ url: path }) => [200, path === '/login' ? { ticket: 't', user: 'Ada' } : { id: 'me' }];
    const login = { url: '{{config.url}}/login' };
    const session = { login, values: { user: 'json.user' }, headers: { 'X-Ticket': 't' } };

    const verdict = await platform.test({
      auth: { session },
      http: { account: { id: 'json.id', name: 'session.user' } },
    });

    expect(verdict).toMatchObject({ account: { id: 'me', name: 'Ada' } });
  });

  it('knows the user name that a password grant has sent', async () => {
    platform.answer = ({ url: path }) => [200, path === '/token' ? { access_token: 't' } : { ok: true }];
    const oauth2 = {
      grant: 'password' as const,
      tokenUrl: '{{config.url}}/token',
      username: '{{secret.user}}',
      password: '{{secret.key}}',
    };

    const verdict = await platform.test({ auth: { oauth2 }, http: { account: { id: 'login' } } });

    expect(verdict).toMatchObject({ outcome: 'connected', account: { id: 'u' } });
  });

  it.each([
    ['a session that the test has opened is named in what follows, and ended', { 'set-cookie': 's=1; path=/' }, 's=1'],
    ['no session is ended where the test has opened none', {}, undefined],
  ])('%s', async (_name, opened, cookie) => {
    platform.answer = ({ url: path }) => [path === '/me' ? 403 : 200, { id: 'me' }, path === '/me' ? opened : {}];
    const headers = { Cookie: '{{session.cookie}}' };
    const session = {
      values: { cookie: 'headers["set-cookie"].split(";")[0]' },
      logout: { method: 'POST' as const, url: '{{config.url}}/out', headers },
    };
    const rights = { request: { url: '{{config.url}}/rights', headers }, grants: { read: 'true' } };
    const replies = [{ when: 'status == 403', outcome: 'Connected' as const }];

    await platform.test({ auth, http: { session, access: [rights], replies } });

    const after = platform.seen.slice(1).map(({ url: path, headers: sent }) => `${path} ${sent.cookie}`);
    expect(after).toEqual([`/rights ${cookie}`, ...(cookie === undefined ? [] : ['/out s=1'])]);
  });

  it.each([
    [{ id: 1, role: 'admin' }, 'connected', 'Passed'],
    [{ id: 1, role: 'user' }, 'failed', 'Failed'],
    [{ id: 1 }, 'connected', 'NotTestable'],
  ])('an administrator, of %j: %s', async (me, outcome, authorized) => {
    platform.answer = () => [200, me];

    const verdict = await platform.test({
      auth,
      http: { administrator: 'json.role == "admin"' },
      requires: { role: 'Administrator' },
    });

    expect(verdict.outcome).toBe(outcome);
    expect(verdict.checks.at(-1)).toMatchObject({ name: 'Authorized', result: authorized });
  });
});
