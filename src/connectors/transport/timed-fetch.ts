import fetch, { type Response } from 'node-fetch';
import type { TestContext } from '../context.ts';

/** `fetch` that tells how long it took until the headers of the response, or until there was none. */
export function timedFetch({ now, onExchange }: Pick<TestContext, 'now' | 'onExchange'>): typeof fetch {
  return async (url, init) => {
    const startedAt = now();
    let response: Response | undefined;
    try {
      return (response = await fetch(url, init));
    } finally {
      onExchange?.(response?.status, now() - startedAt);
    }
  };
}
