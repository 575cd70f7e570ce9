import { setTimeout as delay } from 'node:timers/promises';

/** What takes longer than this is done by another process, which needs the processor. */
const spinMs = 100;

/**
 * Resolves once `condition` holds, asking again after each turn of the event loop, and later every few milliseconds.
 * @throws after `limitMs` (default one minute: a busy machine is no fault), naming the condition.
 */
export async function until(condition: () => boolean, limitMs = 60_000): Promise<void> {
  const startMs = performance.now();
  while (!condition()) {
    const passedMs = performance.now() - startMs;
    if (passedMs > limitMs) throw new Error(`Not within ${limitMs} ms: ${condition.toString()}`);
    await (passedMs < spinMs ? new Promise((resolve) => setImmediate(resolve)) : delay(5));
  }
}
