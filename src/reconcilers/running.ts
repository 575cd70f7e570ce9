import type { Resolved } from './resolved.ts';
import type { TestRun } from './run.ts';

/** A test that is under way. */
export interface Running {
  run: TestRun;
  abort: AbortController;
  /** How often something changed that is being compared. */
  changes: number;
}

export function giveUp({ abort }: Running): void {
  abort.abort(new Error('superseded'));
}

/**
 * Gives a test up if what is there now has another content. Another version is no proof of that: what only had its labels
 * changed is tested to the end.
 */
export async function compare(running: Running, read: () => Promise<Resolved>): Promise<void> {
  const { run, abort } = running;
  // What is not read yet will be read as it is now.
  if (run.content === undefined) return;
  running.changes += 1;
  // One at a time.
  if (running.changes > 1) return;
  try {
    for (let seen = 0; seen < running.changes && !abort.signal.aborted;) {
      seen = running.changes;
      const { digest } = await read();
      if (digest !== undefined && digest !== run.content && !run.mustEnd) giveUp(running);
    }
  } catch {
    // The turn that follows the test reads it again.
  } finally {
    running.changes = 0;
  }
}
