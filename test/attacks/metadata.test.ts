import { expect, it } from '@jest/globals';
import { apiVersion, type Connection } from '../../src/api/resources.ts';
import { verdictOf } from '../support/cluster/cluster.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';

/** What stands in the metadata of a Connection or its Secret, or is written there again and again, is no matter of the operator's. */
const { cluster, platform, connect } = scriptedSuite();
const signal = new AbortController().signal;
const path = (name: string) => `/apis/${apiVersion}/namespaces/${cluster.namespace}/connections/${name}`;

/** Nearly as much as the API server takes. */
const bulk = {
  'example.com/a': 'x'.repeat(100_000),
  ...Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`b${at}`, 'y'.repeat(60)])),
};

/** The operator has had its turn: it has tested another Connection, which was made now. */
async function turn(name: string): Promise<void> {
  await connect(name);
  await cluster.until(name, (c) => verdictOf(c) === 'True/Verified');
}

const version = async (name: string) => (await cluster.get(name)).metadata.resourceVersion;

it('annotations as large as they may be keep a Connection and its Secret from nothing', async () => {
  await connect('large', { password: 'wrong' });
  await cluster.until('large', (c) => verdictOf(c) === 'False/CredentialsRejected');
  await cluster.patch('connections', 'large', { metadata: { annotations: bulk } });
  await cluster.patch('secrets', 'large', { metadata: { annotations: bulk } });
  await turn('beside-large');
  expect(platform.seen('large')).toBe(1);

  await cluster.patch('secrets', 'large', { stringData: { password: platform.password } });

  const { status } = await cluster.until('large', (c) => verdictOf(c) === 'True/Verified');
  expect(status?.account?.id).toBe('large');
  expect(platform.seen('large')).toBe(2);
});

it('labels that are stamped again and again cost no test and no write', async () => {
  await turn('stamped');
  const stamps = Array.from({ length: 20 }, (_, stamp) => ({
    labels: { stamp: String(stamp) },
    annotations: { 'example.com/stamp': String(stamp) },
  }));
  for (const metadata of stamps) await cluster.patch('connections', 'stamped', { metadata });
  const own = await version('stamped');
  await turn('beside-stamped');
  expect(await version('stamped')).toBe(own);

  for (const metadata of stamps) await cluster.patch('secrets', 'stamped', { metadata });
  await turn('beside-stamped-secret');

  await cluster.until('stamped', (c) => verdictOf(c) === 'True/Verified');
  expect(platform.seen('stamped')).toBe(1);
});

it('owners and finalizers of a tenant change nothing, and a Connection that waits for one is left alone', async () => {
  await turn('held');
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'none', uid: '00000000-0000-0000-0000-000000000000' };
  await cluster.patch('connections', 'held', {
    metadata: { finalizers: ['example.com/hold'], ownerReferences: [{ ...owner, blockOwnerDeletion: true }] },
  });
  await cluster.remove('connections', 'held');
  const { metadata } = await cluster.get('held');
  expect(metadata.deletionTimestamp).toBeDefined();

  await cluster.patch('secrets', 'held', { stringData: { password: 'another' } });
  await cluster.patch('connections', 'held', { metadata: { labels: { still: 'here' } } });
  const own = await version('held');
  await turn('beside-held');

  expect(platform.seen('held')).toBe(1);
  expect(await version('held')).toBe(own);

  await cluster.patch('connections', 'held', { metadata: { finalizers: null } });
  await connect('held');
  const { metadata: anew } = await cluster.until('held', (c) => verdictOf(c) === 'True/Verified');
  expect(anew.uid).not.toBe(metadata.uid);
});

it('one that writes a status back at once after each correction is answered a few times, not each time', async () => {
  await connect('fought', { password: 'wrong' });
  await cluster.until('fought', (c) => verdictOf(c) === 'False/CredentialsRejected');
  const { status: good } = await cluster.get('beside-held');
  const forged = { state: good!.state, conditions: good!.conditions };
  let corrections = 0;
  const isForged = (c: Connection) => verdictOf(c) === 'True/Verified';

  const endsAt = performance.now() + 15_000;
  while (performance.now() < endsAt) {
    if (!isForged(await cluster.get('fought'))) {
      await cluster.client.mergePatch(`${path('fought')}/status`, { status: forged }, { signal });
      corrections += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  // At once, and after ten seconds; the first write was ours.
  expect(corrections).toBeGreaterThan(1);
  expect(corrections).toBeLessThan(5);
  expect(platform.seen('fought')).toBe(1);
});
