import { setTimeout as delay } from 'node:timers/promises';
import type { ControlPlane } from '../../../dev/control-plane/control-plane.ts';

/** Until the API server serves our resources; `kubectl wait` stumbles over a definition that has no status yet. */
export async function untilServed({ kubectl }: Pick<ControlPlane, 'kubectl'>): Promise<void> {
  const endMs = performance.now() + 60_000;
  while ((await kubectl(['get', 'connections,platforms', '-A'])).code !== 0) {
    if (performance.now() > endMs) throw new Error('not within 60 s: Connections and Platforms are served');
    await delay(200);
  }
}
