import { describe, expect, it } from '@jest/globals';

import { ApiError, NetworkError } from '../../../src/runtime/api-error.ts';
import { KubeClient } from '../../../src/runtime/client.ts';
import { api, client, clock, observed, signal, useFakeApi } from '../../support/fake-api-client.ts';
import { FakeApiServer } from '../../support/fake-api-server.ts';
import { rejection } from '../../support/rejection.ts';
import { until } from '../../support/until.ts';

const PATH = '/api/v1/namespaces/a/configmaps/x';
const SECRET_PATH = '/api/v1/namespaces/a/secrets/x';

useFakeApi();

describe('KubeClient: errors', () => {
  it.each([
    [403, 'Forbidden', {}, undefined],
    [409, 'Conflict', {}, undefined],
    [410, 'Expired', {}, undefined],
    [429, 'TooManyRequests', { 'retry-after': '7' }, 7_000],
    [503, 'ServiceUnavailable', { 'retry-after': 'Fri, 31 Dec 2049 23:59:59 GMT' }, undefined],
  ])('makes %i %s an ApiError', async (code, reason, headers, retryAfterMs) => {
    const result = rejection(client.mergePatch(PATH, {}, { signal }));
    (await api.next()).fail(code, reason, headers);
    const error = await result;

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code, reason, method: 'PATCH', path: PATH });
    expect((error as ApiError).message).toBe(`PATCH ${PATH}: ${code} ${reason}: ${reason} happened`);
    expect((error as ApiError).retryAfterMs).toBe(retryAfterMs);
    expect(observed.map((seen) => seen.code)).toEqual([String(code)]);
  });

  it('takes the time to wait from the Status where there is no header', async () => {
    const result = rejection(client.create(PATH, {}, { signal }));
    (await api.next()).json(500, { reason: 'ServerTimeout', details: { retryAfterSeconds: 2 } });

    expect(await result).toMatchObject({ reason: 'ServerTimeout', retryAfterMs: 2_000 });
  });

  it('makes an ApiError also of an answer that is no Status', async () => {
    const result = rejection(client.create(PATH, {}, { signal }));
    (await api.next()).response.writeHead(502).end('<html>Bad Gateway</html>');

    expect(await result).toMatchObject({ code: 502, reason: 'Unknown', message: `POST ${PATH}: 502 Unknown` });
  });

  it.each([
    ['create', 422, false],
    ['create', 500, false],
    ['create', 409, true],
    ['get', 403, true],
  ] as const)('of a failed %s of a Secret with %i tells the text: %s', async (method, code, isTold) => {
    const result = rejection(
      method === 'create' ? client.create(SECRET_PATH, {}, { signal }) : client.get(SECRET_PATH, { signal }),
    );
    (await api.next()).json(code, { reason: 'R', message: 'Invalid value: "hunter2"' });

    expect(((await result) as Error).message.includes('hunter2')).toBe(isTold);
  });

  it('makes a NetworkError where no one listens', async () => {
    const gone = await FakeApiServer.start();
    const lonely = new KubeClient(gone.kubeConfig(), { userAgent: 'x', clock });
    await gone.stop();

    const error = await rejection(lonely.get(PATH, { signal }));

    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ timedOut: false, path: PATH, cause: { code: 'ECONNREFUSED' } });
  });

  it.each([
    ['before the headers', false],
    ['within the body', true],
  ])('gives up after 10 s %s', async (_when, headersSent) => {
    const result = rejection(client.get(PATH, { signal }));
    const request = await api.next();
    if (headersSent) request.open();
    await clock.advance(10_000);

    expect(await result).toMatchObject({ name: 'NetworkError', timedOut: true });
    expect(observed).toMatchObject([{ code: 'error', durationMs: 10_000 }]);
    expect(clock.pendingMs).toEqual([]);
  });

  it('keeps to the limit of a call', async () => {
    const result = rejection(client.create(PATH, {}, { signal, timeoutMs: 300 }));
    await api.next();
    await clock.advance(300);

    expect(await result).toMatchObject({ timedOut: true });
  });

  it('throws the reason of a caller who gives up', async () => {
    const caller = new AbortController();
    const reason = new Error('changed my mind');

    const result = rejection(client.get(PATH, { signal: caller.signal }));
    await api.next();
    caller.abort(reason);

    expect(await result).toBe(reason);
    expect(clock.pendingMs).toEqual([]);
  });
});

describe('KubeClient: retries', () => {
  it.each([
    [429, 'get', '1', 2],
    [503, 'get', '5', 2],
    [503, 'get', '6', 1],
    [500, 'get', '1', 1],
    [429, 'create', '1', 1],
    [429, 'list', '1', 1],
  ] as const)('after %i to %s with Retry-After %s has sent %i requests', async (code, method, retryAfter, requests) => {
    const result = rejection(
      method === 'create' ? client.create(PATH, {}, { signal }) : client[method](PATH, { signal }),
    );
    (await api.next()).fail(code, 'Busy', { 'retry-after': retryAfter });
    await until(() => observed.length === 1);
    if (requests === 2) {
      await until(() => clock.pendingMs.length > 0);
      await clock.advance(Number(retryAfter) * 1_000);
      (await api.next()).fail(code, 'Busy', { 'retry-after': retryAfter });
    }

    expect(await result).toMatchObject({ code, retryAfterMs: Number(retryAfter) * 1_000 });
    expect(observed).toHaveLength(requests);
    expect(api.untaken).toBe(0);
  });

  it.each([
    ['get', 2],
    ['create', 1],
  ] as const)('of a %s whose connection breaks sends %i', async (method, requests) => {
    const result = rejection(method === 'get' ? client.get(PATH, { signal }) : client.create(PATH, {}, { signal }));
    for (let n = 0; n < requests; n++) (await api.next()).request.socket.destroy();

    expect(await result).toMatchObject({ name: 'NetworkError', timedOut: false });
    expect(observed).toHaveLength(requests);
  });
});
