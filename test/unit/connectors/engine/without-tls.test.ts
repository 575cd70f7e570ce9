import { afterEach, expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../../../src/api/platform.gen.ts';
import { startFakeTls, startPlain, type FakeTls } from '../../../support/fake-tls.ts';
import { planAndTest } from '../../../support/plan-and-test.ts';
import { testContext } from '../../../support/test-context.ts';

/** A Platform whose first response says where to go on. @param address - of what is asked with the credential */
const leading = (start: string, address: string): PlatformSpec => ({
  title: 'Own',
  category: 'Business',
  config: { properties: { url: { type: 'string' } } },
  hosts: ['files.example.com'],
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      secret: { required: ['username', 'password'], properties: { username: {}, password: {} } },
      credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
  ],
  test: [
    { name: 'start', authenticate: false, request: { url: `${start}/start` }, set: { next: 'json.next' } },
    { request: { url: `${address}/me` }, facts: { account: { id: 'json.id' } } },
  ],
});

let server: FakeTls | undefined;
afterEach(() => server?.stop());

async function comesOf(next: string, { tls, start, address }: { tls: boolean; start: string; address: string }) {
  const shown: (string | undefined)[] = [];
  server = await (tls ? startFakeTls : startPlain)((request, response) => {
    shown.push(request.headers.authorization);
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ next, id: 'owner' }));
  });
  const asked = {
    platform: { name: 'own', spec: leading(start, address) },
    config: { url: start.startsWith('{{') ? `${tls ? 'https' : 'http'}://files.example.com` : undefined },
    secret: { username: 'svc', password: 'canary-password' },
  };
  const verdict = await planAndTest(asked, testContext(server.context));
  return { verdict, shown: shown.filter(Boolean).length };
}

it.each([
  ['{{start.next}}', 'http://files.example.com'],
  ['{{start.next}}', 'http://files.example.com:443'],
  ['{{start.next}}', 'HTTP://FILES.example.com'],
])('an address %s that a response with TLS names as %s is not asked', async (address, next) => {
  const { verdict, shown } = await comesOf(next, { tls: true, start: 'https://files.example.com', address });

  expect(verdict).toMatchObject({ reason: 'EgressDenied', about: expect.stringMatching(/^a response names http:/) });
  expect(shown).toBe(0);
});

it.each([
  ['with TLS', true, 'https://files.example.com', '{{start.next}}', 'https://files.example.com'],
  ['without, as the Platform is', false, 'http://files.example.com', '{{start.next}}', 'http://files.example.com'],
  ['without, as a setting is', false, '{{config.url}}', '{{start.next}}', 'http://files.example.com'],
  ['without, as the Platform says itself', false, 'http://files.example.com', 'http://files.example.com', '-'],
])('an address is asked %s', async (_how, tls, start, address, next) => {
  const { verdict, shown } = await comesOf(next, { tls, start, address });

  expect(verdict).toMatchObject({ outcome: 'connected', account: { id: 'owner' } });
  expect(shown).toBeGreaterThan(0);
});
