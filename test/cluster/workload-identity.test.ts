import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { JSONWebKeySet } from 'jose';
import { parse, stringify } from 'yaml';
import type { PlatformSpec } from '../../src/api/platform.gen.ts';
import type { Connection } from '../../src/api/resources.ts';
import { conditionOf, joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { beforeTests, operatorIn } from '../support/cluster/suite.ts';
import { startRelyingParty, type RelyingParty } from '../../dev/servers/relying-party.ts';

/** ServiceAccounts that sign in by real tokens of the real API server, to a platform that checks them by its published keys. */
const signal = new AbortController().signal;
const audience = 'https://platform.example.com/federation';
const on = { flags: ['--workload-identity'] };

const cluster = beforeTests(joinCluster);
let platform: RelyingParty;
let dir: string;
let issuer: string;

const federated = (wanted: string): PlatformSpec => ({
  title: 'Federated',
  category: 'Business',
  config: { type: 'object', required: ['url'], properties: { url: { type: 'string', title: 'Address' } } },
  methods: [
    {
      name: 'workload-identity',
      title: 'Workload identity',
      serviceAccount: { audience: wanted },
      signIn: [
        {
          oauth2: {
            grant: 'client_credentials',
            tokenUrl: '{{config.url}}/token',
            clientAssertion: '{{serviceAccount.token}}',
          },
        },
      ],
      credential: { bearer: '{{token.access}}' },
    },
  ],
  hosts: ['{{config.url}}'],
  test: [{ request: { url: '{{config.url}}/me' }, facts: { account: { id: 'json.id' } } }],
});

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'identity-'));
  const { client, namespace } = cluster;
  const published = await client.get<{ issuer: string }>('/.well-known/openid-configuration', { signal });
  issuer = published.issuer;
  const keys = await client.get<JSONWebKeySet>('/openid/v1/jwks', { signal, accept: 'application/jwk-set+json' });
  const subjects = { [`system:serviceaccount:${namespace}:migration-bot`]: 'content-migration' };
  platform = await startRelyingParty({ issuer, keys, audience, subjects });
  await cluster.platform('federated', federated(audience));
  await serviceAccount('migration-bot');
});
const operator = operatorIn(cluster, on);
afterAll(async () => {
  await platform?.stop();
  await rm(dir, { recursive: true });
});

function serviceAccount(name: string): Promise<unknown> {
  const path = `/api/v1/namespaces/${cluster.namespace}/serviceaccounts`;
  return cluster.client.create(path, { metadata: { name } }, { signal });
}

function connect(name: string, serviceAccountName: string, more: object = {}): Promise<Connection> {
  return cluster.connection(name, {
    platform: 'federated',
    serviceAccountName,
    config: { url: platform.url },
    ...more,
  });
}

it('is Connected as the account that the platform knows the ServiceAccount by, without any Secret', async () => {
  await connect('bot', 'migration-bot');

  const { status } = await cluster.until('bot', (c) => verdictOf(c) === 'True/Verified');

  expect(status?.account).toMatchObject({ id: 'content-migration' });
  expect(status?.lastTest?.method).toBe('workload-identity');
  expect(status?.lastTest?.secret).toBeUndefined();
  expect(status?.binding).toBeUndefined();
});

it('shows a token that is for this platform alone, for ten minutes, and tells it to nobody else', async () => {
  const [token = ''] = platform.shown;
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));

  expect(claims).toMatchObject({ iss: issuer, aud: [audience], sub: expect.stringMatching(/:migration-bot$/) });
  expect(claims.exp - claims.iat).toBeLessThanOrEqual(600);
  const told = operator.log() + JSON.stringify(await cluster.get('bot')) + JSON.stringify(await cluster.events());
  expect(platform.shown.filter((shown) => told.includes(shown))).toEqual([]);
  expect(told).not.toContain('canary-access-token');
});

it('is refused where the platform does not know the ServiceAccount', async () => {
  await serviceAccount('stranger');
  await connect('stranger', 'stranger');

  await cluster.until('stranger', (c) => verdictOf(c) === 'False/InteractionRequired');
});

it('says that the ServiceAccount is missing, and notices it once it is made', async () => {
  await connect('early', 'late-bot');
  const missing = await cluster.until('early', (c) => verdictOf(c) === 'False/InvalidConfiguration');
  expect(conditionOf(missing, 'Connected')?.message).toContain(
    'spec.serviceAccountName is late-bot, which is not in this namespace',
  );

  await serviceAccount('late-bot');

  await cluster.until('early', (c) => verdictOf(c) === 'False/InteractionRequired');
});

it('refuses to hand out a token for the cluster itself', async () => {
  await cluster.platform('federated-to-cluster', federated(issuer));
  const before = platform.shown.length;
  await connect('to-cluster', 'migration-bot', { platform: 'federated-to-cluster' });

  const refused = await cluster.until('to-cluster', (c) => verdictOf(c) === 'False/InvalidConfiguration');

  expect(conditionOf(refused, 'Connected')?.message).toContain('is that of the cluster itself');
  expect(platform.shown).toHaveLength(before);
});

it('excludes a Secret, as the API server says', async () => {
  await expect(connect('both', 'migration-bot', { secretRef: { name: 'some' } })).rejects.toThrow(
    /secretRef and serviceAccountName exclude each other/,
  );
});

it('wants a ServiceAccount for such a method, and a Secret for any other', async () => {
  await cluster.connection('none', { platform: 'federated', config: { url: platform.url } });
  await connect('other', 'migration-bot', { platform: 'slack', config: {} });

  const none = await cluster.until('none', (c) => verdictOf(c) === 'False/InvalidConfiguration');
  const other = await cluster.until('other', (c) => verdictOf(c) === 'False/InvalidConfiguration');

  expect(conditionOf(none, 'Connected')?.message).toContain('spec.serviceAccountName is missing');
  expect(conditionOf(other, 'Connected')?.message).toContain('Slack has no way to sign in without a Secret');
});

it('is off unless it is switched on', async () => {
  await operator.stop();
  await operator.start({});
  const before = platform.shown.length;
  await connect('off', 'migration-bot');

  const off = await cluster.until('off', (c) => verdictOf(c) === 'False/InvalidConfiguration');

  expect(conditionOf(off, 'Connected')?.message).toContain('workloadIdentity.enabled');
  expect(platform.shown).toHaveLength(before);
});

it('says which right is missing where it is on without the right to make tokens', async () => {
  await operator.stop();
  await operator.start({ ...on, kubeconfig: await withoutTokens() });
  await connect('forbidden', 'migration-bot');

  const forbidden = await cluster.until('forbidden', (c) => verdictOf(c) === 'False/SecretAccessDenied', 90_000);

  expect(conditionOf(forbidden, 'Connected')?.message).toContain('create serviceaccounts/token');
});

/** A kubeconfig of an operator whose chart does not grant workload identity. */
async function withoutTokens(): Promise<string> {
  const { client, namespace } = cluster;
  await serviceAccount('operator');
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  const all = ['get', 'list', 'watch', 'create', 'patch'];
  const rules = [
    { apiGroups: [''], resources: ['secrets', 'configmaps', 'serviceaccounts'], verbs: all },
    { apiGroups: ['connection-operator.dev', 'events.k8s.io'], resources: ['*'], verbs: all },
  ];
  await client.create(`${rbac}/roles`, { metadata: { name: 'operator' }, rules }, { signal });
  const subjects = [{ kind: 'ServiceAccount', name: 'operator', namespace }];
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'operator' };
  await client.create(`${rbac}/rolebindings`, { metadata: { name: 'operator' }, subjects, roleRef }, { signal });
  const platforms = {
    apiGroups: ['connection-operator.dev'],
    resources: ['platforms', 'platforms/status'],
    verbs: all,
  };
  const clusterWide = '/apis/rbac.authorization.k8s.io/v1';
  await client.create(`${clusterWide}/clusterroles`, { metadata: { name: namespace }, rules: [platforms] }, { signal });
  const clusterRef = { ...roleRef, kind: 'ClusterRole', name: namespace };
  await client.create(
    `${clusterWide}/clusterrolebindings`,
    { metadata: { name: namespace }, subjects, roleRef: clusterRef },
    { signal },
  );
  const { status } = await client.create<{ status: { token: string } }>(
    `/api/v1/namespaces/${namespace}/serviceaccounts/operator/token`,
    { spec: { expirationSeconds: 3600 } },
    { signal },
  );
  const config = parse(await readFile(process.env['TEST_KUBECONFIG'] ?? '', 'utf8')) as { users: { user: object }[] };
  const path = join(dir, 'kubeconfig');
  const users = config.users.map((user) => ({ ...user, user: { token: status.token } }));
  await writeFile(path, stringify({ ...config, users }));
  return path;
}
