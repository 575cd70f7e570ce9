/**
 * Resolves once `condition` holds, asking again after each turn of the event loop.
 * @throws after `limitMs` (default 20 s), naming the condition.
 */
export async function until(condition: () => boolean, limitMs = 20_000): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`Not within ${limitMs} ms: ${condition.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
