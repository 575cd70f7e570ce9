import type { Connection } from '../api/resources.ts';
import { sleep } from '../runtime/index.ts';
import { resolve } from './resolve.ts';
import type { TestRun, TestRunOptions } from './run.ts';
import { sourceOf } from './test-run.ts';

/** Labels may change many times a second, and each change tells of another version. */
const readEveryMs = 1000;
const longestBackoffMs = 30_000;

/** A test that is under way. */
export interface Running {
  run: TestRun;
  abort: AbortController;
  /** How often something changed that is being compared. */
  changes: number;
  /** How long to wait before what is there is read once more, and since when. */
  pause: { ms: number; since: number };
}

export function begunAs(run: TestRun): Running {
  return { run, abort: new AbortController(), changes: 0, pause: { ms: 0, since: 0 } };
}

export function giveUp({ abort }: Running): void {
  abort.abort(new Error('superseded'));
}

/** The test is over: whatever still compares it with what is there has nothing left to do. Most often nothing does. */
export function end(running: Running): void {
  if (running.changes > 0) giveUp(running);
}

/**
 * Gives a test up if what is there now has another content. Another version is no proof of that: what only had its labels
 * changed is tested to the end.
 */
export async function compare(running: Running, connection: Connection, options: TestRunOptions): Promise<void> {
  const { clock } = options;
  const { run, abort } = running;
  // What is not read yet will be read as it is now.
  if (run.content === undefined) return;
  running.changes += 1;
  // One at a time.
  if (running.changes > 1) return;
  try {
    for (let seen = 0; seen < running.changes;) {
      const { ms, since } = running.pause;
      if (since + ms > clock.now()) await sleep(since + ms - clock.now(), clock, abort.signal);
      seen = running.changes;
      const content = await resolve(connection, sourceOf(options, abort.signal)).then(
        ({ digest }) => digest,
        () => 'not told' as const,
      );
      const isTold = content !== 'not told';
      running.pause = { ms: isTold ? readEveryMs : backoffMs(ms), since: clock.now() };
      if (!isTold) seen = -1;
      else if (content !== undefined && content !== run.content && !run.mustEnd) return giveUp(running);
    }
  } catch {
    // The test has ended: the turn that follows it reads what is there.
  } finally {
    running.changes = 0;
  }
}

function backoffMs(before: number): number {
  return Math.min(Math.max(2 * before, readEveryMs), longestBackoffMs);
}
