import { expect, it } from '@jest/globals';
import { planConnection, testConnection, type Platform } from '../../../src/connectors/index.ts';
import { startFakePlatform, type FakeReply, type FakeRoute } from '../../support/fake-platform.ts';
import { secretBytes, testContext, testNow } from '../../support/test-context.ts';

const spec: Platform['spec'] = {
  title: 'T',
  category: 'Business',
  methods: [
    {
      name: 'key',
      title: 'Key',
      secret: { required: ['key'], properties: { key: { type: 'string' } } },
      auth: { bearer: { token: '{{secret.key}}' } },
    },
  ],
  hosts: ['api.example.com'],
  http: {
    locate: { request: { url: 'https://api.example.com/where' }, values: { root: 'json.root' } },
    test: { url: '{{values.root}}' },
    account: { id: 'json.id', tenant: 'values.root' },
    counterTest: {},
  },
};
const root = 'https://api.example.com/there';
const knows: Pick<FakeRoute, 'accepts' | 'refused'> = {
  accepts: ({ headers }) => headers['authorization'] === 'Bearer k',
  refused: { status: 401, json: {} },
};

async function tested(where: FakeReply) {
  const platform = await startFakePlatform({
    routes: {
      where: { ...knows, on: 'GET https://api.example.com/where', good: where },
      there: { ...knows, on: `GET ${root}`, good: { json: { id: 'svc' } } },
    },
  });
  const secret = secretBytes({ key: 'k' });
  const planned = planConnection({ platform: { name: 't', spec }, secret, now: testNow });
  if ('verdict' in planned) throw new Error('the plan was refused');
  const verdict = await testConnection(planned.plan, testContext(platform.context));
  await platform.stop();
  return { verdict, hits: platform.hits };
}

it('asks where to go with the credential, and goes there with and without it', async () => {
  const { verdict, hits } = await tested({ json: { root } });

  expect(verdict).toMatchObject({ outcome: 'connected', account: { id: 'svc', tenant: root } });
  expect(hits).toEqual({ where: 1, there: 2 });
});

it.each<[string, FakeReply, string]>([
  ['another host', { json: { root: 'https://collector.example.org/' } }, 'EgressDenied'],
  ['a refusal', { status: 401, json: {} }, 'CredentialsRejected'],
  ['an outage', { status: 503, json: {} }, 'ServiceUnavailable'],
  ['no word on it', { json: {} }, 'UnexpectedReply'],
])('stops at %s', async (_name, where, reason) => {
  const { verdict, hits } = await tested(where);

  expect(verdict).toMatchObject({ reason });
  expect(hits).toEqual({ where: 1 });
});
