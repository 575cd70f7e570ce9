import { createServer } from 'node:http';
import { afterEach, expect, it } from '@jest/globals';
import { send } from '../../../../src/connectors/transport/send.ts';
import { onLoopback } from '../../../../dev/loopback.ts';
import { testContext } from '../../../support/test-context.ts';

let close: (() => unknown) | undefined;
afterEach(async () => {
  await close?.();
});

it('tells of each request the status of its response, and that there was none, though the clock stands still', async () => {
  const told: unknown[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/broken') return response.destroy();
    return response.writeHead(request.url === '/moved' ? 302 : 401, { location: '/there' }).end();
  });
  const { url, stop } = await onLoopback(server);
  close = stop;
  const context = testContext({ onExchange: (status, ms) => told.push([status, ms > 0]) });

  for (const path of ['/moved', '/broken'])
    await send({ method: 'GET', url: new URL(path, url), headers: {} }, { context, hosts: ['127.0.0.1'] });

  expect(told).toEqual([
    [302, true],
    [401, true],
    [undefined, true],
  ]);
});
