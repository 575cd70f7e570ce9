import { expect, it } from '@jest/globals';
import { apiVersion, type Connection } from '../../src/api/resources.ts';
import type { ConnectionStatus } from '../../src/api/connection.gen.ts';
import { conditionOf, verdictOf } from '../support/cluster/cluster.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';

/** What others write into a status does not stand. */
const { cluster, platform, operator, connect } = scriptedSuite();
const signal = new AbortController().signal;

function forge(name: string, status: ConnectionStatus): Promise<Connection> {
  const path = `/apis/${apiVersion}/namespaces/${cluster.namespace}/connections/${name}/status`;
  return cluster.client.mergePatch<Connection>(path, { status }, { signal });
}

/** The conditions of another connection, which are good. */
async function goodConditions(): Promise<NonNullable<ConnectionStatus['conditions']>> {
  const { status } = await cluster.until('good', (c) => verdictOf(c) === 'True/Verified');
  return status!.conditions!;
}

/** When the operator wrote a status again, by its log: milliseconds since 1970. */
function correctedAt(name: string): number[] {
  const lines = operator.log().trim().split('\n');
  const said = lines.map((line) => JSON.parse(line) as { time: string; message: string; connection?: string });
  const ours = said.filter(({ message }) => message.startsWith('Somebody else has changed a status'));
  return ours.filter(({ connection }) => connection?.endsWith(`/${name}`)).map(({ time }) => Date.parse(time));
}

it('corrects a forged Connected over a Failed, without a test', async () => {
  await connect('good');
  await connect('bad', { password: 'wrong' });
  await cluster.until('bad', (c) => verdictOf(c) === 'False/CredentialsRejected');

  await forge('bad', { state: 'Connected', conditions: await goodConditions(), account: { id: 'forged' } });

  const { status } = await cluster.until('bad', (c) => verdictOf(c) === 'False/CredentialsRejected');
  expect(status).toMatchObject({ state: 'Failed', lastTest: { reason: 'CredentialsRejected' } });
  expect(status?.account).toBeUndefined();
  expect(platform.seen('bad')).toBe(1);
  expect(operator.log()).toContain('Somebody else has changed a status');
});

it('corrects what others write again after ten seconds, not at once', async () => {
  await forge('bad', { state: 'Connected', conditions: await goodConditions() });

  await cluster.until('bad', (c) => verdictOf(c) === 'False/CredentialsRejected');

  const [first = 0, second = 0] = correctedAt('bad');
  expect(second - first).toBeGreaterThanOrEqual(10_000);
});

it('leaves a status alone where others change labels only', async () => {
  await connect('labelled');
  await cluster.until('labelled', (c) => verdictOf(c) === 'True/Verified');

  await cluster.patch('connections', 'labelled', { metadata: { labels: { team: 'finance' } } });
  const { metadata } = await cluster.get('labelled');
  await connect('after-labelled');
  await cluster.until('after-labelled', (c) => verdictOf(c) === 'True/Verified');

  expect((await cluster.get('labelled')).metadata.resourceVersion).toBe(metadata.resourceVersion);
});

it('tests anew after a restart what was forged while it was away', async () => {
  await connect('away', { password: 'wrong' });
  await cluster.until('away', (c) => verdictOf(c) === 'False/CredentialsRejected');
  await operator.stop();
  const good = await goodConditions();
  await forge('away', { state: 'Connected', conditions: good, nextTestTime: '2099-01-01T00:00:00Z' });

  await operator.start();

  const { status } = await cluster.until('away', (c) => verdictOf(c) === 'False/CredentialsRejected');
  expect(Date.parse(status?.nextTestTime ?? '')).toBeLessThan(Date.now() + 26.5 * 3_600_000);
  expect(platform.seen('away')).toBe(2);
  expect(platform.seen('good')).toBe(1);
});

it('writes a status however much a platform says', async () => {
  platform.script('endless', {
    status: 200,
    body: JSON.stringify({ id: '😀'.repeat(9000), name: '\ud83d'.repeat(2000) }),
  });
  await connect('endless', { displayName: '😀'.repeat(255) });

  const { status } = await cluster.until('endless', (c) => verdictOf(c) === 'True/Verified');

  expect(Array.from(status?.account?.id ?? '')).toHaveLength(255);
  expect(status?.displayName).toBe('😀'.repeat(255));
  expect(conditionOf(await cluster.get('endless'), 'Connected')?.status).toBe('True');
});

it('shows nothing of a response that has the credential in it', async () => {
  platform.script('echo', { status: 200, body: JSON.stringify({ id: '1', name: platform.password }) });
  await connect('echo');

  const { status } = await cluster.until('echo', (c) => verdictOf(c) === 'Unknown/UnexpectedReply');

  expect(status?.account).toBeUndefined();
  expect(JSON.stringify(await cluster.get('echo'))).not.toContain(platform.password);
  expect(JSON.stringify(await cluster.events())).not.toContain(platform.password);
});
