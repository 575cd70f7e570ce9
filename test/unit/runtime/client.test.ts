import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { ApiError, NetworkError } from '../../../src/runtime/api-error.ts';
import type { RequestObservation } from '../../../src/runtime/api-transport.ts';
import { KubeClient, METADATA_ONLY_LIST } from '../../../src/runtime/client.ts';
import { FakeApiServer } from '../../support/fake-api-server.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { until } from '../../support/until.ts';

const PATH = '/api/v1/namespaces/a/configmaps/x';
const SECRET_PATH = '/api/v1/namespaces/a/secrets/x';

let api: FakeApiServer;
let clock: FakeClock;
let observed: RequestObservation[];
let client: KubeClient;
const abort = new AbortController();
const { signal } = abort;

beforeEach(async () => {
  api = await FakeApiServer.start();
  clock = new FakeClock();
  observed = [];
  const options = {
    userAgent: 'connection-operator/1.2.3',
    clock,
    onRequest: (seen: RequestObservation) => observed.push(seen),
  };
  client = new KubeClient(api.kubeConfig(), options);
});

afterEach(() => api.stop());

/** The error a promise rejects with; attached at once, so that it never counts as unhandled. */
function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('KubeClient: requests', () => {
  it.each([
    ['get', () => client.get(PATH, { signal }), 'GET', {}, undefined, ''],
    [
      'list',
      () => client.list(PATH, { signal, query: { limit: 5, continue: undefined } }),
      'GET',
      { limit: '5' },
      undefined,
      '',
    ],
    ['create', () => client.create(PATH, { a: 1 }, { signal }), 'POST', {}, 'application/json', '{"a":1}'],
    [
      'mergePatch',
      () => client.mergePatch(PATH, { a: null }, { signal, fieldManager: 'me', query: { dryRun: 'All' } }),
      'PATCH',
      { fieldManager: 'me', dryRun: 'All' },
      'application/merge-patch+json',
      '{"a":null}',
    ],
    [
      'jsonPatch',
      () => client.jsonPatch(PATH, [{ op: 'test', path: '/metadata/uid', value: 'u' }], { signal }),
      'PATCH',
      {},
      'application/json-patch+json',
      '[{"op":"test","path":"/metadata/uid","value":"u"}]',
    ],
    [
      'apply',
      () => client.apply(PATH, { a: 1 }, { signal, fieldManager: 'me', force: true }),
      'PATCH',
      { fieldManager: 'me', force: 'true' },
      'application/apply-patch+yaml',
      '{"a":1}',
    ],
    ['delete', () => client.delete(PATH, { signal }), 'DELETE', {}, undefined, ''],
    [
      'delete with preconditions',
      () => client.delete(PATH, { signal, preconditions: { uid: 'u' } }),
      'DELETE',
      {},
      'application/json',
      '{"preconditions":{"uid":"u"}}',
    ],
  ] as const)('sends %s', async (_name, call, method, query, type, body) => {
    const result = call();
    const request = await api.next();
    request.json(200, { metadata: { name: 'ü' } });

    expect(await result).toEqual({ metadata: { name: 'ü' } });
    expect([request.request.method, request.url.pathname, request.query, request.body]).toEqual([
      method,
      PATH,
      query,
      body,
    ]);
    expect(request.request.headers).toMatchObject({
      authorization: 'Bearer api-token',
      'user-agent': 'connection-operator/1.2.3',
      accept: 'application/json',
    });
    expect(request.request.headers['content-type']).toBe(type);
    expect(observed).toEqual([{ method, resource: 'configmaps', code: '200', durationMs: 0 }]);
  });

  it('asks for another media type, below a server that has a path of its own', async () => {
    client = new KubeClient(api.kubeConfig('/k8s/clusters/c1/'), { userAgent: 'x', clock });

    const result = client.list('/api/v1/secrets', { signal, accept: METADATA_ONLY_LIST });
    const request = await api.next();
    request.json(200, { metadata: {}, items: [] });
    await result;

    expect(request.url.pathname).toBe('/k8s/clusters/c1/api/v1/secrets');
    expect(request.request.headers.accept).toBe(METADATA_ONLY_LIST);
  });

  it('keeps connections alive', async () => {
    for (let n = 0; n < 20; n++) {
      const result = client.get(PATH, { signal });
      (await api.next()).json(200, {});
      await result;
    }

    // Two, as the next call may begin before undici has put the connection back.
    expect(api.connections).toBeLessThanOrEqual(2);
  });
});

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
    const config = api.kubeConfig();
    await api.stop();
    client = new KubeClient(config, { userAgent: 'x', clock });

    const error = await rejection(client.get(PATH, { signal }));

    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ timedOut: false, path: PATH, cause: { code: 'ECONNREFUSED' } });
    api = await FakeApiServer.start();
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

describe('KubeClient: stream', () => {
  it('gives the body as it comes, without a limit', async () => {
    const opening = client.stream(PATH, { signal, query: { watch: true } });
    const request = await api.next();
    request.open();
    const body = (await opening)[Symbol.asyncIterator]();
    request.response.write('one');
    const first = await body.next();
    await clock.advance(3_600_000);
    request.response.end('two');
    const second = await body.next();

    expect([first, second].map(({ value }) => String(value))).toEqual(['one', 'two']);
    expect(await body.next()).toMatchObject({ done: true });
    expect(observed).toMatchObject([{ code: '200', durationMs: 0 }]);
  });

  it('throws where the watch is refused', async () => {
    const opening = rejection(client.stream(PATH, { signal }));
    (await api.next()).fail(410, 'Expired');

    expect(await opening).toMatchObject({ name: 'ApiError', code: 410 });
  });

  it('ends when the caller gives up', async () => {
    const caller = new AbortController();
    const opening = client.stream(PATH, { signal: caller.signal });
    (await api.next()).open();
    const next = rejection((await opening)[Symbol.asyncIterator]().next());

    caller.abort(new Error('stop'));

    expect(await next).toMatchObject({ message: 'stop' });
  });
});
