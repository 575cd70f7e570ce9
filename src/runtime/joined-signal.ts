/**
 * Work with a signal that aborts when one of the others does.
 *
 * `AbortSignal.any` would do the same, but Node looks at all of its sources again each time that anybody asks or listens,
 * and every test and request does.
 */
export async function withJoined<T>(
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const joined = new AbortController();
  const removals = signals.map((signal) => {
    const onAbort = (): void => joined.abort(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    return () => signal.removeEventListener('abort', onAbort);
  });
  try {
    return await work(joined.signal);
  } finally {
    for (const remove of removals) remove();
  }
}
