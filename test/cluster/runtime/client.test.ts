import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';

import { KubeClient, loadKubeConfig, recordEvent, systemClock, type KubeObject } from '../../../src/runtime/index.ts';
import { FakeLogger } from '../../support/fake-logger.ts';
import { rejection } from '../../support/rejection.ts';

interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
}

let client: KubeClient;
let namespace: string;
let stop: AbortController;
let log: FakeLogger;

beforeEach(async () => {
  process.env['KUBECONFIG'] = process.env['TEST_KUBECONFIG'];
  client = new KubeClient(loadKubeConfig(), { clock: systemClock, userAgent: 'test' });
  namespace = `test-${randomBytes(5).toString('hex')}`;
  stop = new AbortController();
  log = new FakeLogger();
  await client.create('/api/v1/namespaces', { metadata: { name: namespace } }, { signal: stop.signal });
});

afterEach(() => stop.abort());

const pathOf = (kind: string, name = ''): string => `/api/v1/namespaces/${namespace}/${kind}${name && `/${name}`}`;

function create(kind: 'configmaps' | 'secrets', name: string, content: object): Promise<ConfigMap> {
  return client.create<ConfigMap>(pathOf(kind), { metadata: { name }, ...content }, { signal: stop.signal });
}

const configMap = (a: string): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'x' },
  data: { a },
});

describe('KubeClient on a real API server', () => {
  it('applies, with conflicts and by force', async () => {
    const { signal } = stop;
    const path = pathOf('configmaps', 'x');
    await client.apply(path, configMap('1'), { signal, fieldManager: 'one' });

    const conflict = await rejection(client.apply(path, configMap('2'), { signal, fieldManager: 'two' }));
    const forced = await client.apply<ConfigMap>(path, configMap('2'), { signal, fieldManager: 'two', force: true });

    expect(conflict).toMatchObject({ name: 'ApiError', code: 409, reason: 'Conflict' });
    expect(forced.data).toEqual({ a: '2' });
  });

  it.each([
    [
      'a patch of another version',
      (path: string) => client.mergePatch(path, { metadata: { resourceVersion: '1' } }, { signal: stop.signal }),
      409,
      'Conflict',
    ],
    [
      'a patch of another UID',
      (path: string) => client.mergePatch(path, { metadata: { uid: 'other' } }, { signal: stop.signal }),
      422,
      'Invalid',
    ],
    [
      'a delete of another UID',
      (path: string) => client.delete(path, { signal: stop.signal, preconditions: { uid: 'other' } }),
      409,
      'Conflict',
    ],
    [
      'a get of what is not there',
      (path: string) => client.get(`${path}-not`, { signal: stop.signal }),
      404,
      'NotFound',
    ],
    [
      'a continue token that is none',
      (path: string) => client.list(path.replace(/\/x$/, ''), { signal: stop.signal, query: { continue: 'x' } }),
      400,
      'BadRequest',
    ],
  ])('refuses %s', async (_case, call, code, reason) => {
    await create('configmaps', 'x', {});

    expect(await rejection(call(pathOf('configmaps', 'x')))).toMatchObject({ name: 'ApiError', code, reason });
  });

  it('does not quote a refused Secret', async () => {
    const value = 'x'.repeat(1_100_000);

    const error = await rejection(
      create('secrets', 'x', { type: 'kubernetes.io/tls', stringData: { 'a b': 'hunter2', value } }),
    );

    expect(error).toMatchObject({ name: 'ApiError', code: 422 });
    expect((error as Error).message).toMatch(/422 Invalid$/);
  });

  it.each([
    ['a namespaced object', (): object => ({ namespace })],
    ['a cluster-scoped object', (): object => ({})],
  ])('records events about %s', async (_case, where) => {
    const name = `x-${namespace}`;
    const regarding = { apiVersion: 'example.dev/v1', kind: 'Widget', name, ...where() };
    const event = { type: 'Warning', reason: 'Broken', action: 'Testing', note: 'ü'.repeat(600) } as const;
    const reporting = { reportingController: 'example.dev/operator', reportingInstance: 'pod-1' };

    await recordEvent({ client, clock: systemClock, log }, { regarding, ...event, ...reporting }, stop.signal);

    const { namespace: within = 'default' } = regarding as { namespace?: string };
    const path = `/apis/events.k8s.io/v1/namespaces/${within}/events`;
    const { items } = await client.list<KubeObject & { regarding: object; note: string }>(path, {
      signal: stop.signal,
    });
    expect(log.lines).toEqual([]);
    expect(items.filter((item) => item.metadata.name.startsWith(`${name}.`))).toMatchObject([
      { regarding, reason: 'Broken' },
    ]);
  });
});

const testUid = (value: unknown) => ({ op: 'test', path: '/metadata/uid', value }) as const;

describe('The status of a custom resource', () => {
  const group = `test-${randomBytes(5).toString('hex')}.example.dev`;
  const definition = {
    metadata: { name: `widgets.${group}` },
    spec: {
      group,
      names: { kind: 'Widget', plural: 'widgets' },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  };
  const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

  /** A widget of a kind that has only just been defined, so the first tries may not find it. */
  async function createWidget(path: string): Promise<KubeObject> {
    const body = { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'x' } };
    for (const endMs = performance.now() + 20_000; ;) {
      const made = await client.create(path, body, { signal: stop.signal }).catch((error: unknown) => error as Error);
      if (!(made instanceof Error)) return made;
      if (performance.now() > endMs) throw made;
    }
  }

  it('is guarded by a resourceVersion or a test operation, not by a UID', async () => {
    const { signal } = stop;
    await client.create(crds, definition, { signal });
    const path = `/apis/${group}/v1/namespaces/${namespace}/widgets`;
    const { metadata } = await createWidget(path);
    const status = { size: 'small' };
    const setStatus = { op: 'add', path: '/status', value: status } as const;

    const byVersion = await rejection(
      client.mergePatch(`${path}/x/status`, { metadata: { resourceVersion: '1' }, status }, { signal }),
    );
    const byUid = await rejection(client.mergePatch(`${path}/x/status`, { metadata: { uid: 'other' } }, { signal }));
    const byTest = await rejection(client.jsonPatch(`${path}/x/status`, [testUid('other'), setStatus], { signal }));
    const written = await client.jsonPatch(`${path}/x/status`, [testUid(metadata.uid), setStatus], { signal });
    await client.delete(`${crds}/widgets.${group}`, { signal });

    expect(byVersion).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(byUid).toBeUndefined();
    expect(byTest).toMatchObject({ code: 422, reason: 'Invalid' });
    expect(written).toMatchObject({ status });
  });
});
