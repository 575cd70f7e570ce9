import { describe, expect, it } from '@jest/globals';

import { KubeClient, METADATA_ONLY_LIST } from '../../../src/runtime/client.ts';
import { api, client, clock, observed, signal, useFakeApi } from '../../support/fake-api-client.ts';
import { rejection } from '../../support/rejection.ts';

const PATH = '/api/v1/namespaces/a/configmaps/x';

useFakeApi();

describe('KubeClient: requests', () => {
  const merge = 'application/merge-patch+json';
  const jsonPatch = 'application/json-patch+json';
  const apply = 'application/apply-patch+yaml';
  const json = 'application/json';
  const testUid = { op: 'test', path: '/metadata/uid', value: 'u' } as const;
  it.each([
    { name: 'get', call: () => client.get(PATH, { signal }), method: 'GET' },
    {
      name: 'list',
      call: () => client.list(PATH, { signal, query: { limit: 5, continue: undefined } }),
      method: 'GET',
      query: { limit: '5' },
    },
    {
      name: 'create',
      call: () => client.create(PATH, { a: 1 }, { signal }),
      method: 'POST',
      type: json,
      body: '{"a":1}',
    },
    {
      name: 'mergePatch',
      call: () => client.mergePatch(PATH, { a: null }, { signal, fieldManager: 'me', query: { dryRun: 'All' } }),
      method: 'PATCH',
      query: { fieldManager: 'me', dryRun: 'All' },
      type: merge,
      body: '{"a":null}',
    },
    {
      name: 'jsonPatch',
      call: () => client.jsonPatch(PATH, [testUid], { signal }),
      method: 'PATCH',
      type: jsonPatch,
      body: JSON.stringify([testUid]),
    },
    {
      name: 'apply',
      call: () => client.apply(PATH, { a: 1 }, { signal, fieldManager: 'me', force: true }),
      method: 'PATCH',
      query: { fieldManager: 'me', force: 'true' },
      type: apply,
      body: '{"a":1}',
    },
    { name: 'delete', call: () => client.delete(PATH, { signal }), method: 'DELETE' },
    {
      name: 'delete with preconditions',
      call: () => client.delete(PATH, { signal, preconditions: { uid: 'u' } }),
      method: 'DELETE',
      type: json,
      body: '{"preconditions":{"uid":"u"}}',
    },
  ])('sends $name', async ({ call, method, query = {}, type, body = '' }) => {
    const result = call();
    const sent = await api.next();
    sent.json(200, { metadata: { name: 'ü' } });

    expect(await result).toEqual({ metadata: { name: 'ü' } });
    expect([sent.request.method, sent.url.pathname, sent.query, sent.body]).toEqual([method, PATH, query, body]);
    expect(sent.request.headers).toMatchObject({
      authorization: 'Bearer api-token',
      'user-agent': 'connection-operator/1.2.3',
      accept: 'application/json',
    });
    expect(sent.request.headers['content-type']).toBe(type);
    expect(observed).toEqual([{ method, resource: 'configmaps', code: '200', durationMs: 0 }]);
  });

  it('asks for another media type, below a server that has a path of its own', async () => {
    const behind = new KubeClient(api.kubeConfig('/k8s/clusters/c1/'), { userAgent: 'x', clock });

    const result = behind.list('/api/v1/secrets', { signal, accept: METADATA_ONLY_LIST });
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
