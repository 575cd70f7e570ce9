import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startControlPlane, type ControlPlane } from '../../dev/control-plane/control-plane.ts';
import { onLoopback } from '../../dev/loopback.ts';
import { apiVersion, type Connection } from '../../src/api/resources.ts';
import { ApiError } from '../../src/runtime/index.ts';
import { joinCluster, verdictOf, type Cluster } from '../support/cluster/cluster.ts';
import { InProcessOperator } from '../support/cluster/in-process-operator.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { beforeTests } from '../support/cluster/suite.ts';
import { until } from '../support/until.ts';

/** Hundreds of Connections that appear at once, new or from a backup, are tested a few at a time. */
const accounts = ['one', 'two', 'three', 'four', 'five'];
const names = Array.from({ length: 500 }, (_, index) => `many-${index}`);
/** Half of them are of the first. */
const accountOf = (name: string) => accounts[Math.max((Number(name.split('-')[1]) % 10) - 5, 0)]!;
const signal = new AbortController().signal;
const busy = {
  first: new Set<string>(),
  now: new Map<string, number>(),
  most: new Map<string, number>(),
  seen: 0,
  lastAt: 0,
  isOpen: false,
};
const server = beforeTests(() => onLoopback(createServer((request, response) => void answer(request, response))));

/** An API server of its own: what is taken away here, other tests need. */
let plane: ControlPlane;
let cluster: Cluster;
let operator: InProcessOperator;
let runKubeconfig: string | undefined;

beforeAll(async () => {
  plane = await startControlPlane({ log: (line) => process.stderr.write(`${line}\n`) });
  runKubeconfig = process.env['TEST_KUBECONFIG'];
  process.env['TEST_KUBECONFIG'] = plane.kubeconfigPath;
  await makeDefinitions();
  cluster = await joinCluster();
  await cluster.platform('scripted', scriptedPlatform);
  for (const name of accounts) await cluster.secret(name, { username: name, password: 'right' });
  // As the chart does by default: a status of an object that was made anew is not the operator's own any more.
  await cluster.secret('key', {});
  const key = ['--attempts-key-secret', 'key', '--leader-elect-resource-namespace', cluster.namespace];
  operator = new InProcessOperator(cluster, { flags: ['--no-publish-platforms', ...key] });
  await operator.start();
}, 300_000);

afterAll(async () => {
  await operator?.stop();
  process.env['TEST_KUBECONFIG'] = runKubeconfig;
  await server.stop?.();
  await plane?.stop();
});

it('500 that are created at once: two of an account at a time', async () => {
  await createAll();

  await untilConnected();
  expectFew();
  expect(busy.seen).toBe(names.length);
}, 300_000);

it('the same from a backup, while the operator runs: each status is put back after its object was made', async () => {
  // With the key of an earlier process, by which it knows that the statuses are of other objects.
  await operator.stop();
  await operator.start();
  const backup = await list();
  await loseDefinition();
  expect(await list()).toEqual([]);
  forget();

  await createAll(new Map(backup.map((connection) => [connection.metadata.name, connection.status])));

  await until(() => busy.seen >= names.length, 200_000);
  await untilConnected();
  expectFew();
  expect(busy.seen).toBe(names.length);
}, 300_000);

it('the same from a backup, while no operator ran', async () => {
  const backup = await list();
  await operator.stop();
  await loseDefinition();
  forget();
  await createAll(new Map(backup.map((connection) => [connection.metadata.name, connection.status])));
  expect(busy.seen).toBe(0);

  await operator.start();

  await until(() => busy.seen >= names.length, 200_000);
  await untilConnected();
  expectFew();
  expect(busy.seen).toBe(names.length);
}, 300_000);

async function makeDefinitions(): Promise<void> {
  await kubectl('apply', '--server-side', '-f', 'crds/');
  await kubectl('wait', '--for=condition=Established', '--timeout=60s', 'crd', '--all');
  // What is established is not served yet.
  for (const end = performance.now() + 60_000; ;) {
    const { code, stderr } = await plane.kubectl(['get', '--all-namespaces', 'connections,platforms']);
    if (code === 0) return;
    if (performance.now() > end) throw new Error(stderr);
    await delay(200);
  }
}

async function loseDefinition(): Promise<void> {
  await kubectl('delete', 'crd', 'connections.connection-operator.dev', '--timeout=120s');
  await makeDefinitions();
}

async function kubectl(...args: string[]): Promise<void> {
  const { code, stderr } = await plane.kubectl(args);
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
}

/** By ten at a time, as tools do it that restore; a status in a second request, as the version that was made. */
async function createAll(statuses = new Map<string, Connection['status']>()): Promise<void> {
  const left = [...names];
  const one = async (): Promise<void> => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const spec = { secretRef: { name: accountOf(name) }, config: { url: server.url } };
      const { metadata } = await cluster.connection(name, spec);
      const status = statuses.get(name);
      if (status) await putBack(name, { metadata: { resourceVersion: metadata.resourceVersion }, status });
    }
  };
  await Promise.all(Array.from({ length: 10 }, one));
}

async function putBack(name: string, body: object): Promise<void> {
  const path = `/apis/${apiVersion}/namespaces/${cluster.namespace}/connections/${name}/status`;
  try {
    await cluster.client.mergePatch(path, body, { signal });
  } catch (error) {
    // The operator was first, with a status of its own.
    if (!(error instanceof ApiError && error.code === 409)) throw error;
  }
}

async function list(): Promise<Connection[]> {
  const path = `/apis/${apiVersion}/namespaces/${cluster.namespace}/connections`;
  return (await cluster.client.list<Connection>(path, { signal })).items;
}

async function untilConnected(): Promise<void> {
  for (const end = performance.now() + 200_000; ;) {
    const waiting = (await list()).filter((connection) => verdictOf(connection) !== 'True/Verified');
    if (waiting.length === 0) return;
    if (performance.now() > end)
      throw new Error(
        `${waiting.length} are not Connected: ${JSON.stringify(waiting.slice(0, 3))}\n${operator.log().slice(-3000)}`,
      );
    await delay(500);
  }
}

function expectFew(): void {
  for (const account of accounts) {
    expect(busy.most.get(account)).toBe(2);
  }
}

function forget(): void {
  busy.most.clear();
  busy.first.clear();
  Object.assign(busy, { seen: 0, isOpen: false });
}

/** Nobody but the first of an account is answered until as many are here as come at all: for two seconds nobody came. */
async function manyAreHeld(): Promise<void> {
  busy.lastAt = performance.now();
  while (!busy.isOpen) {
    await delay(50);
    busy.isOpen ||= performance.now() - busy.lastAt > 2000;
  }
}

async function answer({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const [user = ''] = Buffer.from(headers.authorization?.slice(6) ?? '', 'base64')
    .toString()
    .split(':');
  busy.seen += 1;
  const count = (busy.now.get(user) ?? 0) + 1;
  busy.now.set(user, count);
  busy.most.set(user, Math.max(busy.most.get(user) ?? 0, count));
  if (busy.first.has(user)) await manyAreHeld();
  busy.first.add(user);
  busy.now.set(user, busy.now.get(user)! - 1);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: user, name: user }));
}
