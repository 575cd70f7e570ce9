/** A thread for work that would hold up everybody: it calls a function of a module and sends back what that returns. */
import { parentPort } from 'node:worker_threads';
import type { Job } from './worker-lane.ts';

parentPort?.on('message', ({ module, name, args }: Job) => {
  void import(module)
    .then((exported: Record<string, (...args: unknown[]) => unknown>) => ({ value: exported[name]?.(...args) }))
    .catch((error: unknown) => ({ error: error instanceof Error ? error.message : 'unknown' }))
    .then((answer) => parentPort?.postMessage(answer, []));
});
