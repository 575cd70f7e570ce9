import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ownerOf } from '../../src/runtime/shards.ts';
import { joinCluster, verdictOf, type Cluster } from '../support/cluster/cluster.ts';
import { InProcessOperator } from '../support/cluster/in-process-operator.ts';
import { scriptedPlatform, startScriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { beforeTests } from '../support/cluster/suite.ts';

/** Several operators that share namespaces among them, without knowing of each other. */
const platform = beforeTests(startScriptedPlatform);
const namespaces: Cluster[] = [];
let operators: InProcessOperator[] = [];

beforeAll(async () => {
  // Until each of two shards has two of them, and one is another's with three.
  while (!isEnough()) namespaces.push(await joinCluster());
  await namespaces[0]!.platform('scripted', scriptedPlatform);
  await start(2);
});

afterAll(async () => {
  await stop();
  await platform.stop();
});

function isEnough(): boolean {
  const owners = namespaces.map(({ namespace }) => ownerOf(namespace, 2));
  return [0, 1].every((shard) => owners.filter((owner) => owner === shard).length >= 2) && moving().length > 0;
}

/** What another shard has once there are three. */
function moving(): Cluster[] {
  return namespaces.filter(({ namespace }) => ownerOf(namespace, 3) === 2);
}

async function start(shards: number): Promise<void> {
  const all = namespaces.map(({ namespace }) => namespace).join(',');
  operators = Array.from({ length: shards }, () => new InProcessOperator(namespaces[0]!));
  for (const [index, operator] of operators.entries()) {
    const part = ['--shards', String(shards), '--shard', String(index)];
    await operator.start({ flags: ['--namespaces', all, ...part, '--no-publish-platforms'] });
  }
}

async function stop(): Promise<void> {
  await Promise.all(operators.map((operator) => operator.stop()));
}

async function connect(cluster: Cluster, name: string, password = platform.password): Promise<void> {
  await cluster.secret(name, { username: `${cluster.namespace}-${name}`, password });
  await cluster.connection(name, { secretRef: { name }, config: { url: platform.url } });
}

const isVerified = (name: string) => (cluster: Cluster) =>
  cluster.until(name, (connection) => verdictOf(connection) === 'True/Verified');
/** A shard counts a status once its own watch has brought it, which may be later than the test's. */
async function showsIn(operator: InProcessOperator, line: string): Promise<void> {
  let shown = '';
  for (let tries = 0; tries < 600 && !shown.includes(line); tries += 1) {
    if (tries > 0) await delay(100);
    shown = await operator.metrics();
  }
  expect(shown).toContain(line);
}

const signInsOf = (name: string) => namespaces.map(({ namespace }) => platform.seen(`${namespace}-${name}`));

it('each Connection is tested by one of them', async () => {
  await Promise.all(namespaces.map((cluster) => connect(cluster, 'first')));
  await Promise.all(namespaces.map(isVerified('first')));

  expect(signInsOf('first')).toEqual(namespaces.map(() => 1));
  for (const [shard, operator] of operators.entries()) {
    const own = namespaces.filter(({ namespace }) => ownerOf(namespace, 2) === shard).length;
    await showsIn(operator, `connection_operator_connections{state="Connected"} ${own}`);
  }
});

it('a changed Secret is noticed by the shard whose it is', async () => {
  await Promise.all(
    namespaces.map(async (cluster) => {
      await cluster.secret('first', { username: `${cluster.namespace}-first`, password: 'wrong' });
      await cluster.until('first', (connection) => verdictOf(connection) === 'False/CredentialsRejected');
      await cluster.secret('first', { username: `${cluster.namespace}-first`, password: platform.password });
    }),
  );
  await Promise.all(namespaces.map(isVerified('first')));

  expect(signInsOf('first')).toEqual(namespaces.map(() => 3));
});

it('from two to three under edits nothing is lost, and nothing is tested twice', async () => {
  await Promise.all(namespaces.map((cluster) => connect(cluster, 'kept')));
  await Promise.all(namespaces.map(isVerified('kept')));
  await stop();
  await Promise.all(namespaces.map((cluster) => cluster.secret('first', { username: 'other', password: 'wrong' })));
  await Promise.all(namespaces.map((cluster) => connect(cluster, 'meanwhile')));

  await start(3);

  await Promise.all(namespaces.map(isVerified('meanwhile')));
  const isRefused = (cluster: Cluster) =>
    cluster.until('first', (connection) => verdictOf(connection) === 'False/CredentialsRejected');
  await Promise.all(namespaces.map(isRefused));
  expect(signInsOf('meanwhile')).toEqual(namespaces.map(() => 1));
  expect(signInsOf('kept')).toEqual(namespaces.map(() => 1));
  await showsIn(operators[2]!, `connection_operator_connections{state="Failed"} ${moving().length}`);
});
