import { expect, it } from '@jest/globals';
import { planConnection, testConnection, validatePlatform, type Platform } from '../../../../src/connectors/index.ts';
import { startFakePlatform, type FakeReply } from '../../../support/fake-platform.ts';
import { secretBytes, testContext, testNow } from '../../../support/test-context.ts';

const api = 'https://api.example.com';
const secret = { required: ['username', 'password'], properties: { username: {}, password: {} } };
const asking = (path: string) => ({
  request: { url: `${api}${path}`, redirect: 'return' as const },
  choices: [
    { when: 'headers["www-authenticate"].startsWith("Basic")', use: 'basic' },
    { when: 'status == 403', use: 'login' },
  ] as [{ when: string; use: string }, { when: string; use: string }],
});
const spec: Platform['spec'] = {
  title: 'T',
  category: 'Business',
  methods: [
    {
      name: 'basic',
      title: 'B',
      secret,
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      name: 'login',
      title: 'L',
      secret,
      auth: {
        session: {
          login: { method: 'POST', url: `${api}/login`, form: { p: '{{secret.password}}' } },
          values: { cookie: 'cookies.sid' },
          headers: { Cookie: 'sid={{session.cookie}}' },
          logout: { method: 'DELETE', url: `${api}/login` },
        },
      },
    },
    { name: 'automatic', title: 'A', secret, auth: { detect: { steps: [asking('/first'), asking('/second')] } } },
  ],
  hosts: ['api.example.com'],
  http: { test: { url: `${api}/me` }, account: { id: 'json.id', tenant: 'method' } },
};

async function tested(first: FakeReply, second: FakeReply = {}) {
  const bare = { headers: {}, refused: {}, faults: noCredential };
  const platform = await startFakePlatform({
    routes: {
      first: { ...bare, on: `GET ${api}/first`, good: first },
      second: { ...bare, on: `GET ${api}/second`, good: second },
      login: {
        on: `POST ${api}/login`,
        form: { p: 'canary-password' },
        good: { headers: { 'set-cookie': 'sid=1' } },
        refused: {},
      },
      logout: { on: `DELETE ${api}/login`, headers: { cookie: 'sid=1' }, good: { status: 204 }, refused: {} },
      me: { on: `GET ${api}/me`, good: { json: { id: 'ada' } }, refused: {} },
    },
  });
  const planned = planConnection({
    platform: { name: 't', spec },
    secret: secretBytes({ username: 'ada', password: 'canary-password' }),
    now: testNow,
  });
  if ('verdict' in planned) throw new Error('the plan was refused');
  const verdict = await testConnection(planned.plan, testContext(platform.context));
  await platform.stop();
  return { verdict, hits: platform.hits, violations: platform.violations };
}

function noCredential({ headers, text }: { headers: Readonly<Record<string, string | undefined>>; text: string }) {
  return JSON.stringify([headers, text]).includes('canary') || headers['authorization'] ? ['a credential'] : [];
}

it('goes on as the method that the first choice names, which expressions then see', async () => {
  const { verdict, hits } = await tested({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } });

  expect(verdict).toMatchObject({ outcome: 'connected', account: { id: 'ada', tenant: 'basic' }, method: 'basic' });
  expect(hits).toEqual({ first: 1, me: 1 });
});

it('asks the next step where no choice holds, and ends the session that was opened', async () => {
  const { verdict, hits, violations } = await tested({ status: 200 }, { status: 403 });

  expect(verdict).toMatchObject({ outcome: 'connected', account: { tenant: 'login' }, method: 'login' });
  expect(hits).toEqual({ first: 1, second: 1, login: 1, me: 1, logout: 1 });
  expect(violations).toEqual([]);
});

it.each<[string, FakeReply, string]>([
  ['an outage', { status: 502 }, 'ServiceUnavailable'],
  ['nothing that is known', { status: 200 }, 'InvalidConfiguration'],
])('sends no credential after %s', async (_name, reply, reason) => {
  const { verdict, hits } = await tested(reply, reply);

  expect(verdict).toMatchObject({ reason });
  expect(Object.keys(hits).filter((name) => !['first', 'second'].includes(name))).toEqual([]);
});

it('finds a choice of a method that is not there, or that detects itself', () => {
  const broken = structuredClone(spec);
  const [, , automatic] = broken.methods;
  automatic!.auth.detect!.steps[0].choices = [
    { when: 'true', use: 'nonsense' },
    { when: 'true', use: 'automatic' },
  ];

  expect(validatePlatform(broken).map(({ message }) => message)).toEqual([
    expect.stringContaining('"nonsense"'),
    expect.stringContaining('"automatic"'),
  ]);
});
