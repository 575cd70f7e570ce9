import { expect, it } from '@jest/globals';
import { scriptedSuite } from '../support/cluster/suite.ts';
import { verdictOf } from '../support/cluster/cluster.ts';

const mostBytes = 1_900;

const { cluster, connect, platform } = scriptedSuite();

/** Who reads a default has it from `testSettingsOf`. */
it('stores nothing in the spec that nobody wrote', async () => {
  await connect('written');

  const { spec } = await cluster.get('written');

  expect(spec).toEqual({ platform: 'scripted', secretRef: { name: 'written' }, config: { url: platform.url } });
});

/** The API server stores a custom resource as this JSON, `managedFields` included. */
it(`stores at most ${mostBytes} bytes for a Connected one`, async () => {
  await connect('files');

  const stored = await cluster.until('files', (connection) => verdictOf(connection) === 'True/Verified');

  const { managedFields } = stored.metadata as { managedFields?: unknown };
  const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  const bytes = { whole: size(stored), managedFields: size(managedFields), status: size(stored.status) };
  process.stderr.write(`${JSON.stringify(bytes)}\n`);
  expect(bytes.whole).toBeLessThanOrEqual(mostBytes);
});
