import type { Clock, Logger } from '../runtime/index.ts';
import type { TestRun } from './run.ts';
import type { StateWriter } from './state-writer.ts';

/** How long a first test may take before the status says that it is under way. */
const pendingAfterMs = 800;

interface Parts {
  clock: Pick<Clock, 'setTimeout'>;
  log: Pick<Logger, 'warn'>;
  writer: Pick<StateWriter, 'write'>;
  signal: AbortSignal;
}

/**
 * A verdict is bound to what it is on: on other dependencies it is withdrawn once the test takes its time; on another
 * credential or spec without waiting for a test (`ConnectionReconciler.withdraw`).
 */
export function withdrawLater(
  { connection, state, cause }: TestRun,
  { clock, log, writer, signal }: Parts,
): { settle: () => Promise<void> } {
  if (cause !== 'first' && cause !== 'dependencies') return { settle: async () => {} };
  let writing: Promise<void> | undefined;
  const cancel = clock.setTimeout(() => {
    writing = writer
      .write({ connection, state }, { kind: 'changed' }, { signal })
      .catch((error: unknown) =>
        log.warn('Cannot withdraw a verdict', { connection: connection.metadata.name, error }),
      );
  }, pendingAfterMs);
  return {
    settle: async () => {
      cancel();
      await writing;
    },
  };
}
