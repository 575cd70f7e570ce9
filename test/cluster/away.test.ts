import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startControlPlane, type ControlPlane } from '../../dev/control-plane/control-plane.ts';
import { verdictOf } from '../support/cluster/cluster.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';

/** An API server of its own, because it is taken away. */
let plane: ControlPlane;

beforeAll(async () => {
  plane = await startControlPlane({ log: () => {} });
  await plane.kubectl(['apply', '--server-side', '-f', 'crds']);
  await plane.kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=30s']);
  process.env['TEST_KUBECONFIG'] = plane.kubeconfigPath;
}, 300_000);
const { cluster, platform, operator, connect } = scriptedSuite();
afterAll(() => plane?.stop(), 60_000);

it('goes on where it was when the API server comes back, and sees what changed meanwhile', async () => {
  await connect('before');
  await cluster.until('before', (c) => verdictOf(c) === 'True/Verified');
  const seen = platform.seen('before');

  await plane.apiserver.restart();
  await connect('during');
  await cluster.secret('before', { username: 'before', password: 'changed' });

  await cluster.until('during', (c) => verdictOf(c) === 'True/Verified', 60_000);
  await cluster.until('before', (c) => verdictOf(c) === 'False/CredentialsRejected', 60_000);
  expect(platform.seen('before')).toBe(seen + 1);
});

it('keeps a verdict that could not be written, and writes it without testing again', async () => {
  const gate = platform.hold('unwritten');
  await connect('unwritten');
  for (const end = performance.now() + 10_000; gate.waiting() === 0 && performance.now() < end;)
    await cluster.get('unwritten');

  await plane.apiserver.stop();
  gate.release();
  await plane.apiserver.start();

  await cluster.until('unwritten', (c) => verdictOf(c) === 'True/Verified', 60_000);
  expect(platform.seen('unwritten')).toBe(1);
});

it('lists anew when its watch has expired (410), and misses nothing', async () => {
  // A changed CRD ends the watches of its kind with 410 Expired.
  const name = 'connections.connection-operator.dev';
  const crd = await plane.kubectl([
    'patch',
    'crd',
    name,
    '--type=json',
    '-p',
    '[{"op":"add","path":"/spec/names/shortNames/-","value":"cxns"}]',
  ]);
  expect(crd.code).toBe(0);
  await connect('after-expiry');

  await cluster.until('after-expiry', (c) => verdictOf(c) === 'True/Verified', 60_000);
  for (const end = performance.now() + 60_000; !operator.log().includes('Watch expired, listing anew');) {
    await cluster.get('after-expiry');
    if (performance.now() > end) throw new Error('the watch did not expire, so nothing was tested here');
  }
  await connect('after-relist');
  await cluster.until('after-relist', (c) => verdictOf(c) === 'True/Verified', 60_000);
}, 180_000);
