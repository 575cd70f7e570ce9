import { fileURLToPath } from 'node:url';
import type { Kubectl } from '../dev/control-plane/kubectl.ts';

const folder = fileURLToPath(new URL('../examples/quickstart', import.meta.url));

/** Applies examples/quickstart/*.yaml. @throws Error naming the file and what is wrong with it. */
export async function applyExamples(kubectl: Kubectl): Promise<void> {
  const { code, stderr } = await kubectl(['apply', '--server-side', '-f', folder]);
  if (code !== 0) throw new Error(`kubectl apply -f examples/quickstart: ${stderr.trim()}`);
}
