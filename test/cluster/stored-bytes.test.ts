import { expect, it } from '@jest/globals';
import { scriptedSuite } from '../support/cluster/suite.ts';
import { verdictOf } from '../support/cluster/cluster.ts';

const mostBytes = 2_150;

const { cluster, connect } = scriptedSuite();

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
