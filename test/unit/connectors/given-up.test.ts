import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { registry } from '../../../src/connectors/index.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';

/** A server that takes a request and never answers it. */
let silent: Server;

beforeEach(async () => {
  silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
});

afterEach(() => {
  silent.closeAllConnections();
  silent.close();
});

function testing(signal: AbortSignal): Promise<unknown> {
  const { port } = silent.address() as AddressInfo;
  const platform = registry.get('webdav')!;
  const config = { url: `http://127.0.0.1:${port}/files/` };
  const secret = { username: 'svc', password: 'made up, and right' };
  return planAndTest({ platform, method: 'basic', config, secret }, testContext({ signal, timeoutMs: 60_000 }));
}

it('a test that is given up ends at once, and hangs up', async () => {
  const abort = new AbortController();
  const arrived = once(silent, 'request');
  const found = testing(abort.signal).catch((error: unknown) => error);
  const [request] = await arrived;
  const hungUp = once(request.socket, 'close');

  abort.abort(new Error('superseded'));

  await hungUp;
  expect(await found).toEqual(new Error('superseded'));
});

it('one that was given up before sends nothing', async () => {
  let requests = 0;
  silent.on('request', () => (requests += 1));

  await expect(testing(AbortSignal.abort(new Error('superseded')))).rejects.toThrow('superseded');
  expect(requests).toBe(0);
});
