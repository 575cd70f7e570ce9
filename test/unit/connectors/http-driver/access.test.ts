import { describe, expect, it } from '@jest/globals';
import type { ConnectionRequires } from '../../../../src/api/connection.gen.ts';
import { ownPlatform, type Reply } from './own-platform.ts';

const platform = ownPlatform();

describe('what the job needs', () => {
  const access = [
    {
      when: 'has(requires.path)',
      request: { url: '{{config.url}}/f/{{requires.path}}' },
      facts: { grants: { read: 'json.can_read', write: 'json.can_write', delete: 'json.can_delete' } },
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
    ['refused', { access: ['Read'], path: 'a' }, [401, {}], { reason: 'PermissionDenied', account: { id: 'me' } }],
    ['not now', { access: ['Read'], path: 'a' }, [503, {}], { reason: 'ServiceUnavailable' }],
  ])('permissions: %s', async (_name, requires, reply, wanted) => {
    platform.answer = ({ url: path }) => (path === '/me' ? [200, { id: 'me' }] : reply);

    expect(await platform.test({ spec: { access }, requires })).toMatchObject(wanted);
  });

  it('the narrowest object that tells a permission stands', async () => {
    platform.answer = ({ url: path }) => [
      200,
      path === '/me' ? { id: 'me', read: true } : { read: false, write: true },
    ];
    const step = { facts: { account: { id: 'json.id' }, grants: { read: 'json.read', write: 'json.write' } } };
    const wider = [
      { request: { url: '{{config.url}}/team' }, facts: { grants: { read: 'json.read', write: 'json.write' } } },
    ];

    const verdict = await platform.test({ step, spec: { access: wider } });

    expect(verdict).toMatchObject({ access: { read: 'Granted', write: 'Granted' } });
  });

  it('learns more of the account from a further request, if the test did not tell it', async () => {
    platform.answer = ({ url: path }) => [
      200,
      path === '/me' ? { id: 'me' } : { id: 'other', team: 'Acme', admin: true },
    ];
    const facts = {
      account: { id: 'json.id', tenant: 'json.team' },
      administrator: 'json.admin',
      expiry: '"2027-01-31"',
    };
    const more = [{ request: { url: '{{config.url}}/{{account.id}}/team' }, facts }];

    const verdict = await platform.test({ spec: { access: more } });

    expect(verdict).toMatchObject({
      account: { id: 'me', tenant: 'Acme', administrator: true },
      access: {},
      expiresAt: new Date('2027-01-31'),
    });
    expect(platform.paths()).toEqual(['GET /me', 'GET /me/team']);
  });

  it('goes where an earlier step says, and nowhere else', async () => {
    platform.answer = ({ url: path }) => [200, path === '/where' ? { root: '/there' } : { id: 'me' }];
    const where = { name: 'where', request: { url: '{{config.url}}/where' }, set: { root: 'json.root' } };
    const there = {
      request: { url: '{{config.url}}{{where.root|segments}}' },
      facts: { account: { id: 'json.id', tenant: 'where.root' } },
    };

    const verdict = await platform.test({ spec: { test: [where, there] } });

    expect(verdict).toMatchObject({ outcome: 'connected', account: { id: 'me', tenant: '/there' } });

    platform.answer = () => [200, { root: 'https://collector.example.org/' }];
    const anywhere = { ...there, request: { url: '{{where.root}}' } };
    expect(await platform.test({ spec: { test: [where, anywhere] } })).toMatchObject({ reason: 'EgressDenied' });
    platform.answer = () => [200, {}];
    expect(await platform.test({ spec: { test: [where, there] } })).toMatchObject({
      reason: 'UnexpectedReply',
      about: expect.stringContaining('without a value for where.root'),
    });
  });

  it('knows the user name that a password grant has sent', async () => {
    platform.answer = ({ url: path }) => [200, path === '/token' ? { access_token: 't' } : { ok: true }];
    const oauth2 = {
      grant: 'password' as const,
      tokenUrl: '{{config.url}}/token',
      username: '{{secret.user}}',
      password: '{{secret.key}}',
    };
    const method = { signIn: [{ oauth2 }], credential: { bearer: '{{token.access}}' } };

    const verdict = await platform.test({ method, step: { facts: { account: { id: 'credential.login' } } } });

    expect(verdict).toMatchObject({ outcome: 'connected', account: { id: 'u' } });
  });

  it.each([
    [{ id: 1, role: 'admin' }, 'connected', 'Passed'],
    [{ id: 1, role: 'user' }, 'failed', 'Failed'],
    [{ id: 1 }, 'connected', 'NotTestable'],
  ])('an administrator, of %j: %s', async (me, outcome, authorized) => {
    platform.answer = () => [200, me];
    const facts = { account: { id: 'json.id' }, administrator: 'json.role == "admin"' };

    const verdict = await platform.test({ step: { facts }, requires: { role: 'Administrator' } });

    expect(verdict.outcome).toBe(outcome);
    expect(verdict.checks.at(-1)).toMatchObject({ name: 'Authorized', result: authorized });
  });
});
