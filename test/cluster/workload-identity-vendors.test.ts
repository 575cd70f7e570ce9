import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import type { Connection } from '../../src/api/resources.ts';
import {
  planConnection,
  registry,
  testConnection,
  type TestContext,
  type Verdict,
} from '../../src/connectors/index.ts';
import { withIdentity } from '../../src/inputs/service-account-token.ts';
import { joinCluster } from '../support/cluster/cluster.ts';
import { beforeTests } from '../support/cluster/suite.ts';
import { faked, permissions } from '../platforms/shared/entra/faked.ts';
import { startFakePlatform, type FakeRoute } from '../support/fake-platform.ts';
import { startFakeAws } from '../support/fakes/aws.ts';
import { exchange as entraAudience, tenantId } from '../platforms/shared/entra/fake.ts';
import { directRoutes, exchange as googleAudience, provider } from '../platforms/shared/google/federation-fake.ts';
import { storageRoutes } from '../platforms/google-cloud-storage/fake.ts';
import { testContext } from '../support/test-context.ts';

/**
 * The clouds as they are documented, told to trust this API server: tokens come from its TokenRequest, and are checked by
 * the keys that its discovery publishes.
 */
const signal = new AbortController().signal;
const bucket = 'finance-archive';
const roleArn = 'arn:aws:iam::210987654321:role/migration';

const cluster = beforeTests(joinCluster);
let issuer: string;
let keys: JSONWebKeySet;
let subject: string;

beforeAll(async () => {
  const { client, namespace } = cluster;
  ({ issuer } = await client.get<{ issuer: string }>('/.well-known/openid-configuration', { signal }));
  keys = await client.get<JSONWebKeySet>('/openid/v1/jwks', { signal, accept: 'application/jwk-set+json' });
  subject = `system:serviceaccount:${namespace}:migration-bot`;
  for (const name of ['migration-bot', 'stranger'])
    await client.create(`/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name } }, { signal });
});

async function trusted(token: string, audience: string): Promise<boolean> {
  try {
    await jwtVerify(token, createLocalJWKSet(keys), { issuer, audience, subject });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

interface Cloud {
  context: Partial<TestContext>;
  violations?: readonly string[];
  stop(): Promise<void>;
}

interface Vendor {
  platform: string;
  method: string;
  config: Record<string, unknown>;
  start(): Promise<Cloud>;
  /** What becomes of a ServiceAccount that it was not told of. */
  stranger: string;
}

const entra = faked('workload-identity', {
  on: 'https://graph.microsoft.com/v1.0/organization',
  query: { $select: 'id,displayName,verifiedDomains' },
  good: { json: { value: [{ id: tenantId, displayName: 'Contoso', verifiedDomains: [] }] } },
  claims: permissions('client-secret', 'Organization.Read.All'),
});

const trusting = (route: FakeRoute, field: string, audience: string): FakeRoute => ({
  ...route,
  accepts: ({ form }) => trusted(form[field] ?? '', audience),
});

const vendors: Vendor[] = [
  {
    platform: 'amazon-s3',
    method: 'web-identity',
    config: { bucket, roleArn },
    stranger: 'AccessRefused',
    async start() {
      const trust = { url: issuer, keys, audiences: ['sts.amazonaws.com'], subject };
      const roles = [{ arn: roleArn, trusts: { issuer: trust } }];
      const aws = await startFakeAws({ roles, buckets: { [bucket]: {} } });
      // Its clock is the real one.
      return { ...aws, context: { ...aws.context, now: Date.now } };
    },
  },
  {
    platform: 'microsoft-graph',
    method: 'workload-identity',
    config: entra.config ?? {},
    stranger: 'InvalidConfiguration',
    start: () => {
      const token = trusting(entra.routes['token']!, 'client_assertion', entraAudience);
      return startFakePlatform({ routes: { ...entra.routes, token } });
    },
  },
  {
    platform: 'google-cloud-storage',
    method: 'workload-identity',
    config: { bucket: 'archive', workloadIdentityProvider: provider },
    stranger: 'InvalidConfiguration',
    start: () => {
      const token = trusting(directRoutes['token']!, 'subject_token', googleAudience);
      return startFakePlatform({ routes: { ...storageRoutes, token } });
    },
  },
];

describe.each(vendors)('$platform', (vendor) => {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await vendor.start();
  });
  afterAll(() => cloud?.stop());

  it('takes the token of the ServiceAccount that it was told of', async () => {
    const verdict = await verdictFor('migration-bot');

    expect(cloud.violations ?? []).toEqual([]);
    expect(verdict).toMatchObject({ outcome: 'connected' });
  });

  it('does not take that of another', async () => {
    expect(await verdictFor('stranger')).toMatchObject({ outcome: 'failed', reason: vendor.stranger });
  });

  async function verdictFor(serviceAccountName: string): Promise<Verdict> {
    const { platform: name, method, config } = vendor;
    const context = testContext(cloud.context);
    const platform = registry.get(name)!;
    const planned = planConnection({ platform, method, config, serviceAccountName, now: context.now() });
    if ('verdict' in planned) return planned.verdict;
    const spec = { platform: name, serviceAccountName };
    const metadata = { name: 'cloud', namespace: cluster.namespace, uid: '1', resourceVersion: '1' };
    const connection: Connection = { metadata, spec };
    const source = { client: cluster.client, workloadIdentity: true, signal, now: context.now() };
    const plan = await withIdentity(connection, planned.plan, source);
    return 'verdict' in plan ? plan.verdict : testConnection(plan, context);
  }
});
