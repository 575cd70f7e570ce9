import { openMatrix } from './matrix.ts';
import { installCrds } from '../../dev/crds.ts';
import { startControlPlane, type ControlPlane } from '../../dev/control-plane/control-plane.ts';

declare global {
  // eslint-disable-next-line no-var
  var controlPlane: ControlPlane | undefined;
}

/** One real API server for the run, started where a suite that was selected needs it; a namespace for each test. */
export default async function globalSetup({
  testPathPatterns,
}: {
  testPathPatterns?: { patterns?: string[] };
}): Promise<void> {
  openMatrix();
  const patterns = testPathPatterns?.patterns ?? [];
  const needed = patterns.length === 0 || patterns.some((pattern) => /cluster|attacks/.test(pattern));
  if (!needed) return;
  const plane = await startControlPlane({ log: (line) => process.stderr.write(`${line}\n`) });
  globalThis.controlPlane = plane;
  await installCrds(plane);
  process.env['TEST_KUBECONFIG'] = plane.kubeconfigPath;
  process.env['TEST_ASSETS'] = JSON.stringify(plane.paths);
}
