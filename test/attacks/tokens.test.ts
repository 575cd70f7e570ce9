import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../src/api/platform.gen.ts';
import { planConnection, testConnection } from '../../src/connectors/index.ts';
import { startSink, type Sink } from '../support/sink.ts';
import { testContext, testNow } from '../support/test-context.ts';

/** A token of a ServiceAccount is not for whoever may write a Connection, and with it a proxy. */
const token = 'e30.e30.token-of-a-service-account';

let proxy: Sink;
beforeAll(async () => {
  proxy = await startSink('127.0.0.1', { reply: 'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"id":"own"}' });
});
afterAll(() => proxy.stop());

const spec = (url: string): PlatformSpec => ({
  title: 'Own',
  category: 'Business',
  config: { properties: { url: { type: 'string' } } },
  methods: [
    {
      name: 'workload-identity',
      title: 'Workload identity',
      serviceAccount: { audience: 'https://api.example.com' },
      signIn: [
        { name: 'session', request: { method: 'POST', url: `${url}/login`, form: { t: '{{serviceAccount.token}}' } } },
      ],
      credential: { bearer: '{{serviceAccount.token}}' },
    },
  ],
  hosts: ['api.example.com'],
  test: [{ request: { url: `${url}/me` }, facts: { account: { id: 'json.id' } } }],
});

async function testThrough(url: string) {
  const planned = planConnection({
    platform: { name: 'own', spec: spec(url) },
    config: {},
    serviceAccountName: 'bot',
    now: testNow,
  });
  if ('verdict' in planned) throw new Error(planned.verdict.about);
  const before = proxy.connections;
  const { plan } = planned;
  const context = testContext({
    proxy: { address: `http://127.0.0.1:${proxy.port}` },
    resolve: async (_host, port) => [{ address: '127.0.0.1', port }],
  });
  const verdict = await testConnection({ ...plan, identity: { ...plan.identity!, token } }, context);
  return { verdict, reached: proxy.connections - before };
}

it('a proxy cannot read it on its way to http://, and is not asked', async () => {
  const { verdict, reached } = await testThrough('http://api.example.com');

  expect(verdict).toMatchObject({
    reason: 'InvalidConfiguration',
    about: expect.stringMatching(/^spec\.proxyRef cannot be used for http:\/\/api\.example\.com if a ServiceAccount/),
  });
  expect(reached).toBe(0);
});

it('a proxy is asked for https://, and hears nothing but the name', async () => {
  const { reached } = await testThrough('https://api.example.com');

  expect(reached).toBeGreaterThan(0);
  expect(proxy.text).toMatch(/^CONNECT api\.example\.com:443 /);
  expect(proxy.text).not.toContain('token-of');
});
