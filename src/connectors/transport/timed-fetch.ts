import fetch, { type Response } from 'node-fetch';
import type { TestContext } from '../context.ts';

/**
 * `fetch` that tells how long it took until the headers of the response, or until there was none. Not by the clock of the
 * test, which is the wall's and may be set meanwhile.
 */
export function timedFetch({ onExchange }: Pick<TestContext, 'onExchange'>): typeof fetch {
  return async (url, init) => {
    const startedAt = performance.now();
    let response: Response | undefined;
    try {
      return (response = await fetch(url, init));
    } finally {
      onExchange?.(response?.status, performance.now() - startedAt);
    }
  };
}
