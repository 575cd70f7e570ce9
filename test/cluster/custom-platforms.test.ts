import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { ConnectionSpec } from '../../src/api/connection.gen.ts';
import { apiVersion, type PlatformObject } from '../../src/api/resources.ts';
import { conditionOf, joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { expectKstatusRules } from '../support/cluster/kstatus.ts';
import { beforeTests, operatorIn } from '../support/cluster/suite.ts';
import {
  gitea,
  giteaToken,
  legacyArchive,
  recordsService,
  startCustomServer,
  type CustomServer,
} from '../support/custom-servers.ts';

/** The platforms of examples/platforms/, as a cluster administrator would apply them, against servers that check. */
const archive = legacyArchive();
const servers: Record<string, CustomServer> = {};
const cluster = beforeTests(joinCluster);
let count = 0;

beforeAll(async () => {
  servers['gitea'] = await startCustomServer(gitea);
  servers['internal-service'] = await startCustomServer(recordsService);
  servers['legacy-archive'] = await startCustomServer(archive.answer);
  for (const file of Object.keys(servers)) {
    const manifest = parse(await readFile(`examples/platforms/${file}.yaml`, 'utf8')) as PlatformObject;
    await cluster.platform(nameOf(file), manifest.spec);
  }
});
operatorIn(cluster);
afterAll(async () => {
  for (const server of Object.values(servers)) await server.stop();
});

function nameOf(file: string): string {
  return `${file}-${cluster.namespace}`;
}

async function connect(file: string, secret: Record<string, string>, spec: Partial<ConnectionSpec>): Promise<string> {
  const name = `c${(count += 1)}`;
  await cluster.secret(name, secret);
  await cluster.connection(name, { platform: nameOf(file), secretRef: { name }, ...spec });
  return name;
}

const records = () => ({ apiUrl: servers['internal-service']!.url, issuerUrl: servers['internal-service']!.url });
const client = { clientId: 'scan-job', clientSecret: 'right' };
const clerk = { username: 'clerk', password: 'right' };

it.each<[string, string, Record<string, string>, () => Partial<ConnectionSpec>, string, object]>([
  [
    'a good token',
    'gitea',
    { token: giteaToken },
    () => ({ config: { url: servers['gitea']!.url } }),
    'True/Verified',
    { account: { id: '7', name: 'robot', email: 'robot@example.com', administrator: false } },
  ],
  [
    'rights on a repository',
    'gitea',
    { token: giteaToken },
    () => ({
      config: { url: `${servers['gitea']!.url}/` },
      requires: { access: ['Read', 'Write'], path: 'acme/site' },
    }),
    'True/Verified',
    { access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' } },
  ],
  [
    'a right that is missing',
    'gitea',
    { token: giteaToken },
    () => ({ config: { url: servers['gitea']!.url }, requires: { access: ['Delete'], path: 'acme/site' } }),
    'False/PermissionDenied',
    {},
  ],
  [
    'no administrator',
    'gitea',
    { token: giteaToken },
    () => ({ config: { url: servers['gitea']!.url }, requires: { role: 'Administrator' } }),
    'False/PermissionDenied',
    {},
  ],
  [
    'a wrong token',
    'gitea',
    { token: 'b'.repeat(40) },
    () => ({ config: { url: servers['gitea']!.url } }),
    'False/CredentialsRejected',
    {},
  ],
  [
    'a token of the wrong form',
    'gitea',
    { token: 'short' },
    () => ({ config: { url: servers['gitea']!.url } }),
    'False/SecretInvalid',
    {},
  ],
  [
    'a good client, the tenant from its token',
    'internal-service',
    client,
    () => ({ config: { ...records(), tenant: 'acme' } }),
    'True/Verified',
    { account: { id: 'scan-job', name: 'Scan job', tenant: 'acme' } },
  ],
  [
    'another tenant',
    'internal-service',
    client,
    () => ({ config: { ...records(), tenant: 'umbrella' } }),
    'False/IdentityMismatch',
    {},
  ],
  [
    'a wrong client secret',
    'internal-service',
    { ...client, clientSecret: 'wrong' },
    () => ({ config: records() }),
    'False/CredentialsRejected',
    {},
  ],
  [
    'a good password',
    'legacy-archive',
    clerk,
    () => ({ config: { url: servers['legacy-archive']!.url } }),
    'True/Verified',
    { account: { id: 'C1', name: 'Clerk' } },
  ],
  [
    'a wrong password behind a 200',
    'legacy-archive',
    { ...clerk, password: 'wrong' },
    () => ({ config: { url: servers['legacy-archive']!.url } }),
    'False/CredentialsRejected',
    {},
  ],
])('%s (%s)', async (_name, file, secret, spec, verdict, status) => {
  const name = await connect(file, secret, spec());

  const connection = await cluster.until(name, (c) => verdictOf(c) !== 'none' && !verdictOf(c).endsWith('Pending'));

  expect(verdictOf(connection)).toBe(verdict);
  expect(connection.status).toMatchObject(status);
});

it('ends every session that it began', () => {
  expect(servers['legacy-archive']!.seen.filter((line) => line === 'POST /logout').length).toBeGreaterThan(0);
  expect(archive.sessions.size).toBe(0);
});

it.each<[string, (spec: PlatformObject['spec']) => object, string, RegExp]>([
  [
    'an expression that is none',
    ({ test }) => ({ test: [{ ...test![0]!, facts: { account: { id: 'json.user.' } } }] }),
    'ExpressionInvalid',
    /spec\.test\[0\]\.facts\.account\.id: .* \(column \d+\)/,
  ],
  ['hosts that are open', () => ({ hosts: ['*'] }), 'HostsOpen', /spec\.hosts\[0\]: `\*` is too wide/],
  [
    'a schema that is none',
    ({ config }) => ({ config: { ...config, type: 'objekt' } }),
    'SchemaInvalid',
    /spec\.config/,
  ],
  ['a driver of ours', () => ({ driver: 'sftp' }), 'DriverUnknown', /driver http only/],
])('%s is refused by the path in the YAML, and disturbs nobody', async (_name, change, reason, message) => {
  const { spec } = parse(await readFile('examples/platforms/gitea.yaml', 'utf8')) as PlatformObject;
  const name = `wrong-${(count += 1)}-${cluster.namespace}`;
  await cluster.platform(name, { ...spec, ...change(spec) });

  const accepted = accepting(await untilAccepted(name));

  expect(accepted).toMatchObject({ status: 'False', reason });
  expect(accepted?.message).toMatch(message);
  const beside = await connect('gitea', { token: giteaToken }, { config: { url: servers['gitea']!.url } });
  await cluster.until(beside, (c) => verdictOf(c) === 'True/Verified');
});

it('is Ready as kstatus wants it: refused it is stalled, with one Event, and corrected it is ready', async () => {
  const { spec } = parse(await readFile('examples/platforms/gitea.yaml', 'utf8')) as PlatformObject;
  const name = `mended-${cluster.namespace}`;
  await cluster.platform(name, { ...spec, hosts: ['*'] });

  const refused = await untilAccepted(name);

  expect(statuses(refused)).toEqual({ Accepted: 'False', Ready: 'False', Stalled: 'True' });
  expect(refused.status?.observedGeneration).toBe(refused.metadata.generation);
  // Another reason, or none, would be another Event; a new title is not.
  await cluster.patch('platforms', name, { spec: { title: 'Git' } });
  await untilAccepted(name, ({ observedGeneration }) => observedGeneration === 2);
  await cluster.platform(name, spec);
  const accepted = await untilAccepted(name, ({ status }) => status === 'True');
  expect(statuses(accepted)).toEqual({ Accepted: 'True', Ready: 'True' });
  // How many use it is for an operator of all namespaces to say.
  expect(accepted.status).toMatchObject({ observedGeneration: 3, methods: 'token' });
  expect(await eventsOf(name)).toEqual([expect.objectContaining({ type: 'Warning', reason: 'HostsOpen' })]);
});

it('a name of ours is reserved, and what is behind it stays ours', async () => {
  const { spec } = parse(await readFile('examples/platforms/gitea.yaml', 'utf8')) as PlatformObject;
  await cluster.platform('slack', { ...spec, title: 'Not Slack' });
  await cluster.client.mergePatch(
    `/apis/${apiVersion}/platforms/slack`,
    { metadata: { labels: { 'connection-operator.dev/built-in': null } } },
    { signal: AbortSignal.timeout(5000) },
  );
  try {
    const refused = await untilAccepted('slack', ({ reason }) => reason === 'NameReserved');
    expect(accepting(refused)).toMatchObject({ status: 'False' });
    const name = `c${(count += 1)}`;
    await cluster.secret(name, { token: giteaToken });
    await cluster.connection(name, { platform: 'slack', secretRef: { name }, config: { url: servers['gitea']!.url } });
    const connection = await cluster.until(name, (c) => verdictOf(c).startsWith('False'));
    expect(conditionOf(connection, 'Connected')?.message).toContain(
      'spec.config.url is not a setting (there are teamId',
    );
  } finally {
    await cluster.remove('platforms', 'slack');
  }
});

type Accepted = NonNullable<NonNullable<PlatformObject['status']>['conditions']>[number];

/** Waits until the Platform is judged, as wanted. */
async function untilAccepted(
  name: string,
  wanted: (accepted: Accepted) => boolean = () => true,
): Promise<PlatformObject> {
  for (const end = performance.now() + 20_000; performance.now() < end;) {
    const object = await cluster.client.get<PlatformObject>(`/apis/${apiVersion}/platforms/${name}`, {
      signal: AbortSignal.timeout(5000),
    });
    expectKstatusRules(object);
    const accepted = accepting(object);
    if (accepted && wanted(accepted)) return object;
  }
  throw new Error(`${name} has no such condition Accepted`);
}

function accepting({ status }: PlatformObject): Accepted | undefined {
  return status?.conditions?.find(({ type }) => type === 'Accepted');
}

function statuses({ status }: PlatformObject): Record<string, string> {
  return Object.fromEntries((status?.conditions ?? []).map((condition) => [condition.type, condition.status]));
}

/** Events of what has no namespace are in `default`. */
async function eventsOf(name: string) {
  const path = '/apis/events.k8s.io/v1/namespaces/default/events';
  const { items } = await cluster.client.list<{ type: string; reason: string; regarding: { name: string } }>(path, {
    signal: AbortSignal.timeout(5000),
  });
  return items.filter(({ regarding }) => regarding.name === name);
}
