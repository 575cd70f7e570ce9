import { afterEach, describe, expect, it } from '@jest/globals';

import { Registry } from 'prom-client';

import { healthRoute, metricsRoute } from '../../../src/runtime/health.ts';
import { startHttpServer, type Route, type RunningHttpServer } from '../../../src/runtime/http-server.ts';
import { FakeLogger } from '../../support/fake-logger.ts';

let server: RunningHttpServer | undefined;
const log = new FakeLogger();

async function serve(routes: Record<string, Route>): Promise<string> {
  server = await startHttpServer({ port: 0, host: '127.0.0.1', routes, log }, new AbortController().signal);
  return `http://127.0.0.1:${server.address.port}`;
}

const broken = (): never => {
  throw new Error('with a secret');
};

afterEach(() => server?.close());

describe('startHttpServer', () => {
  it.each([
    ['GET', '/ok', 200, 'fine'],
    ['GET', '/ok?verbose', 200, 'fine'],
    ['HEAD', '/ok', 200, ''],
    ['POST', '/ok', 405, 'method not allowed\n'],
    ['GET', '/', 404, 'not found\n'],
    ['GET', '/ok/', 404, 'not found\n'],
    ['GET', '/constructor', 404, 'not found\n'],
    ['GET', '//', 404, 'not found\n'],
    ['GET', '/broken', 500, 'internal error\n'],
  ])('answers %s %s with %i', async (method, path, status, body) => {
    const url = await serve({ '/ok': () => ({ status: 200, body: 'fine' }), '/broken': broken });

    const answer = await fetch(url + path, { method });

    expect([answer.status, await answer.text()]).toEqual([status, body]);
  });

  it('rejects where the port is taken', async () => {
    await serve({});
    const { port } = server!.address;

    const second = startHttpServer({ port, host: '127.0.0.1', routes: {}, log }, new AbortController().signal);

    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('serves health and metrics', async () => {
    const url = await serve({ '/readyz': healthRoute({ a: () => false }), '/metrics': metricsRoute(new Registry()) });

    const [ready, metrics] = await Promise.all([fetch(`${url}/readyz`), fetch(`${url}/metrics`)]);

    expect([ready.status, metrics.status]).toEqual([503, 200]);
    expect(metrics.headers.get('content-type')).toContain('version=0.0.4');
    await Promise.all([ready.text(), metrics.text()]);
  });
});
