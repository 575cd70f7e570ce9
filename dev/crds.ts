import { fileURLToPath } from 'node:url';
import type { ControlPlane } from './control-plane/control-plane.ts';
import type { KubectlResult } from './control-plane/kubectl.ts';

const CRDS = fileURLToPath(new URL('../crds', import.meta.url));

/** Applies crds/ and returns once the API server serves them. */
export async function installCrds({ kubectl }: Pick<ControlPlane, 'kubectl'>): Promise<void> {
  succeeded(await kubectl(['apply', '--server-side', '-f', CRDS]));
  const wait = ['wait', '--for=condition=Established', '--timeout=60s', '-f', CRDS];
  let waited = await kubectl(wait);
  // One that was just created has `conditions: null`, which kubectl cannot read.
  while (waited.stderr.includes('accessor error')) waited = await kubectl(wait);
  succeeded(waited);
}

function succeeded({ code, stderr }: KubectlResult): void {
  if (code !== 0) throw new Error(`kubectl: ${stderr.trim()}`);
}
