import { expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../../src/api/platform.gen.ts';
import type { Connection } from '../../../src/api/resources.ts';
import { planConnection, registry, type Plan } from '../../../src/connectors/index.ts';
import { withIdentity } from '../../../src/inputs/service-account-token.ts';
import { api, client, signal, useFakeApi } from '../../support/fake-api-client.ts';
import { testNow } from '../../support/test-context.ts';

useFakeApi();

/** As on clusters whose API server has an audience besides its issuer. */
const ofCluster = 'https://kubernetes.default.svc';
const serviceAccountName = 'migration-bot';

interface Named {
  platform: string;
  /** A Platform that is not built in. */
  own?: PlatformSpec;
  config: Record<string, unknown>;
  spec?: Partial<Connection['spec']>;
}

const endpoint = (audience: string): Named => ({
  platform: 'http-endpoint',
  config: {
    url: 'https://api.example.com/me',
    tokenUrl: audience,
    audience,
    clientId: 'client',
  },
});

/** A Platform of a user's own that names the audience itself. */
const federatedTo = (audience: string): Named => ({
  platform: 'own',
  own: {
    title: 'Own',
    category: 'Business',
    methods: [
      {
        name: 'workload-identity',
        title: 'Workload identity',
        serviceAccount: { audience },
        credential: { bearer: '{{serviceAccount.token}}' },
      },
    ],
    hosts: ['api.example.com'],
    test: [{ request: { url: 'https://api.example.com/me' }, facts: { account: { id: 'json.id' } } }],
  },
  config: {},
});

function connectionOf({ platform, own, config, spec }: Named): [Connection, Plan] {
  const found = own ? { name: platform, spec: own } : registry.get(platform)!;
  const planned = planConnection({ platform: found, config, serviceAccountName, now: testNow });
  if ('verdict' in planned) throw new Error(planned.verdict.about);
  const metadata = { name: 'bot', namespace: 'migration', uid: 'u', resourceVersion: '1', generation: 1 };
  return [{ metadata, spec: { platform, config, serviceAccountName, ...spec } }, planned.plan];
}

/** When a token is asked for, and for which audiences the API server is started by then. */
interface When {
  now?: number;
  ofCluster?: string;
}

/** Answers TokenRequests until told to stop. @returns the audiences that were asked for. */
async function answering(...all: (Named & When)[]) {
  const asked: unknown[] = [];
  let over = false;
  let own = ofCluster;
  const answers = (async () => {
    while (!over) {
      const call = await api.next();
      const { spec } = JSON.parse(call.body) as { spec: { audiences?: string[] } };
      asked.push(spec.audiences);
      const claims = { iss: 'https://oidc.example.com', aud: spec.audiences ?? [own] };
      call.json(201, { status: { token: `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x` } });
    }
  })();
  void answers;
  let found: Awaited<ReturnType<typeof withIdentity>> | undefined;
  for (const named of all) {
    own = named.ofCluster ?? ofCluster;
    const source = { client, workloadIdentity: true, signal, now: named.now ?? testNow };
    found = await withIdentity(...connectionOf(named), source);
  }
  over = true;
  return { found: found!, asked };
}

it('asks for a token of the audience that is named', async () => {
  const audience = 'https://login.example.com/token';

  const { found, asked } = await answering(endpoint(audience));

  expect(found).toMatchObject({ identity: { audience, token: expect.any(String) } });
  expect(asked).toEqual([undefined, [audience]]);
});

it('asks for none of an audience that the API server takes itself', async () => {
  const { found, asked } = await answering(endpoint(ofCluster));

  expect(found).toMatchObject({
    verdict: { reason: 'InvalidConfiguration', about: expect.stringContaining('is that of the cluster itself') },
  });
  expect(asked).toEqual([undefined]);
});

it('refuses that audience also where the Platform names it literally', async () => {
  const { found, asked } = await answering(federatedTo(ofCluster));

  expect(found).toMatchObject({ verdict: { reason: 'InvalidConfiguration' } });
  expect(asked).toEqual([undefined]);
});

it('refuses an audience that the API server has come to take since, within an hour', async () => {
  const audience = 'https://vault.example.com';
  const later = { now: testNow + 3_600_000, ofCluster: audience };

  const { found, asked } = await answering(endpoint(audience), { ...endpoint(audience), ...later });

  expect(found).toMatchObject({ verdict: { about: expect.stringContaining('is that of the cluster itself') } });
  expect(asked).toEqual([undefined, [audience], undefined]);
});

it('asks the API server for its own audiences once an hour', async () => {
  const role: Named = { platform: 'amazon-s3', config: { roleArn: 'arn:aws:iam::123456789012:role/migration' } };

  const beforeTheEnd = { now: testNow + 3_599_999 };
  const { asked } = await answering(role, role, { ...endpoint('https://login.example.com/token'), ...beforeTheEnd });

  const aws = ['sts.amazonaws.com'];
  expect(asked).toEqual([undefined, aws, aws, ['https://login.example.com/token']]);
});

const proxyRef = { name: 'proxy' };
const caRef = { name: 'ca' };
const federated = {
  endpoint: endpoint('https://login.example.com/token'),
  google: {
    platform: 'google-cloud-storage',
    config: {
      bucket: 'finance-archive',
      workloadIdentityProvider: 'projects/1/locations/global/workloadIdentityPools/pool-1/providers/prov-1',
    },
  },
  entra: {
    platform: 'microsoft-graph',
    config: { tenantId: 'contoso.com', clientId: '11111111-2222-3333-4444-555555555555' },
  },
  aws: { platform: 'amazon-s3', config: { roleArn: 'arn:aws:iam::123456789012:role/migration' } },
} satisfies Record<string, Named>;

it.each<[string, keyof typeof federated, Partial<Connection['spec']>]>([
  ['a proxy alone', 'endpoint', { proxyRef }],
  ['an authority alone', 'endpoint', { tls: { caRef } }],
  ['another name alone', 'endpoint', { tls: { serverName: 'other.example.com' } }],
])('sends the token with %s', async (_name, to, spec) => {
  const { found } = await answering({ ...federated[to], spec });

  expect(found).toHaveProperty('identity.token');
});

it.each<[string, keyof typeof federated, Partial<Connection['spec']>, RegExp]>([
  [
    'a proxy and an authority',
    'endpoint',
    { proxyRef, tls: { caRef } },
    /together with spec\.tls\.caRef if a ServiceAccount/,
  ],
  [
    'a proxy and another name',
    'endpoint',
    { proxyRef, tls: { serverName: 'evil.example' } },
    /spec\.tls\.serverName if/,
  ],
  [
    'a provider through define',
    'google',
    { proxyRef, tls: { serverName: 'evil.example' } },
    /spec\.tls\.serverName if/,
  ],
  ['an audience that the Platform names', 'aws', { proxyRef, tls: { caRef } }, /spec\.tls\.caRef if/],
  ['an audience through define', 'entra', { proxyRef, tls: { caRef } }, /spec\.tls\.caRef if/],
])('asks for no token that its author could read: %s', async (_name, to, spec, about) => {
  const { found, asked } = await answering({ ...federated[to], spec });

  expect(found).toMatchObject({
    verdict: { reason: 'InvalidConfiguration', about: expect.stringMatching(about) },
  });
  expect(asked).toEqual([]);
});
