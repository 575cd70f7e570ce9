import { expect, it } from '@jest/globals';
import type { PlatformMethod } from '../../../../src/api/platform.gen.ts';
import { ownPlatform, type Reply } from './own-platform.ts';

const platform = ownPlatform();
const secret = { properties: { user: {}, key: {} } };
const asking = (path: string) => ({
  request: { url: `{{config.url}}${path}`, redirect: 'Return' as const },
  replies: [
    { when: 'headers["www-authenticate"].startsWith("Basic")', use: 'basic' },
    { when: 'status == 403', use: 'login' },
  ],
});
const methods: PlatformMethod[] = [
  {
    name: 'basic',
    title: 'B',
    secret,
    credential: { basic: { username: '{{secret.user}}', password: '{{secret.key}}' } },
  },
  {
    name: 'login',
    title: 'L',
    secret,
    signIn: [
      {
        name: 'session',
        request: { method: 'POST', url: '{{config.url}}/login', form: { p: '{{secret.key}}' } },
        set: { cookie: 'cookies.sid' },
      },
    ],
    credential: { headers: { Cookie: 'sid={{session.cookie}}' } },
    signOut: [{ request: { method: 'DELETE', url: '{{config.url}}/login' } }],
  },
  { name: 'automatic', title: 'A', secret, detect: [asking('/first'), asking('/second')] },
];
const step = { facts: { account: { id: 'json.id', tenant: 'method' } } };

function answering(first: Reply, second: Reply) {
  platform.answer = ({ url: path }) => {
    if (path === '/first') return first;
    if (path === '/second') return second;
    return [200, { id: 'ada' }, path === '/login' ? { 'set-cookie': 'sid=1' } : {}];
  };
  return platform.test({ spec: { methods }, step, secret: { user: 'u', key: 'canary' } });
}

it('goes on as the method that the first row names, which expressions then see', async () => {
  const verdict = await answering([401, {}, { 'www-authenticate': 'Basic realm="x"' }], [500, {}]);

  expect(verdict).toMatchObject({ outcome: 'connected', account: { id: 'ada', tenant: 'basic' }, method: 'basic' });
  expect(platform.paths()).toEqual(['GET /first', 'GET /me']);
  expect(platform.seen[0]?.headers.authorization).toBeUndefined();
});

it('asks the next step if no row matches, and ends the session that was opened', async () => {
  const verdict = await answering([200, {}], [403, {}]);

  expect(verdict).toMatchObject({ outcome: 'connected', account: { tenant: 'login' }, method: 'login' });
  expect(platform.paths()).toEqual(['GET /first', 'GET /second', 'POST /login', 'GET /me', 'DELETE /login']);
});

it.each<[string, Reply, string]>([
  ['an outage', [502, {}], 'ServiceUnavailable'],
  ['a limit', [429, {}], 'RateLimited'],
  ['nothing that is known', [200, {}], 'InvalidConfiguration'],
  ['a refusal of everybody', [404, {}], 'InvalidConfiguration'],
])('sends no credential after %s', async (_name, reply, reason) => {
  const verdict = await answering(reply, reply);

  expect(verdict).toMatchObject({ reason, credential: 'NotSent' });
  expect(platform.paths().filter((path) => !['GET /first', 'GET /second'].includes(path))).toEqual([]);
});
