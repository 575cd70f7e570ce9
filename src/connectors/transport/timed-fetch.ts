import fetch from 'node-fetch';
import type { TestContext } from '../context.ts';
import { directRequest, type Reply, type Sent } from './direct-request.ts';

/**
 * Sends a request and tells how long it took until the headers of the response, or until there was none. Not by the clock of
 * the test, which is the wall's and may be set meanwhile.
 */
export async function timedFetch(
  url: URL,
  { onExchange }: Pick<TestContext, 'onExchange'>,
  { isDirect, ...sent }: Sent & { /** Its agent is one of Node.js itself. */ isDirect: boolean },
): Promise<Reply> {
  const startedAt = performance.now();
  let reply: Reply | undefined;
  try {
    return (reply = await (isDirect ? directRequest(url, sent) : byNodeFetch(url, sent)));
  } finally {
    onExchange?.(reply?.status, performance.now() - startedAt);
  }
}

async function byNodeFetch(url: URL, { body, ...sent }: Sent): Promise<Reply> {
  const response = await fetch(url, { ...sent, ...(body === undefined ? {} : { body }), redirect: 'manual' });
  const headers = new Map(Object.entries(response.headers.raw()));
  return { status: response.status, headers, text: () => response.text() };
}
