import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { KubeClient, loadKubeConfig, Reflector, systemClock, type KubeObject } from '../../../src/runtime/index.ts';
import { FakeLogger } from '../../support/fake-logger.ts';
import { until } from '../../support/until.ts';

interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
}

let client: KubeClient;
let namespace: string;
let stop: AbortController;
let running: Promise<void> | undefined;
let changes: string[];
let log: FakeLogger;

beforeEach(async () => {
  process.env['KUBECONFIG'] = process.env['TEST_KUBECONFIG'];
  client = new KubeClient(loadKubeConfig(), { clock: systemClock, userAgent: 'test' });
  namespace = `test-${randomBytes(5).toString('hex')}`;
  stop = new AbortController();
  running = undefined;
  changes = [];
  log = new FakeLogger();
  await client.create('/api/v1/namespaces', { metadata: { name: namespace } }, { signal: stop.signal });
});

afterEach(async () => {
  stop.abort();
  await running;
});

const pathOf = (kind: string, name = ''): string => `/api/v1/namespaces/${namespace}/${kind}${name && `/${name}`}`;

/** Watches objects with the label `seen=yes` only, so that what the cluster itself puts there stays out. */
function reflect(kind: 'configmaps' | 'secrets', metadataOnly = false): Reflector<ConfigMap> {
  const reflector = new Reflector<ConfigMap>({
    name: kind,
    client,
    path: pathOf(kind),
    listOptions: { labelSelector: 'seen=yes' },
    metadataOnly,
    onChange: (before, after) => changes.push(`${before?.metadata.name ?? '-'} > ${after?.metadata.name ?? '-'}`),
    clock: systemClock,
    log,
  });
  running = reflector.run(stop.signal);
  return reflector;
}

function create(kind: 'configmaps' | 'secrets', name: string, content: object): Promise<ConfigMap> {
  const body = { metadata: { name, labels: { seen: 'yes' } }, ...content };
  return client.create<ConfigMap>(pathOf(kind), body, { signal: stop.signal, fieldManager: 'test' });
}

describe('Reflector on a real API server', () => {
  it('tells of what is there, made, changed and deleted', async () => {
    const { signal } = stop;
    await create('configmaps', 'early', { data: { a: '1' } });

    const reflector = reflect('configmaps');
    await reflector.synced;
    await create('configmaps', 'late', { data: { a: 'größe 😀' } });
    await client.mergePatch(pathOf('configmaps', 'early'), { data: { a: '2' } }, { signal });
    await until(() => reflector.store.get(`${namespace}/early`)?.data?.['a'] === '2');
    await client.delete(pathOf('configmaps', 'late'), { signal });
    await until(() => changes.length === 4);

    expect(changes).toEqual(['- > early', '- > late', 'early > early', 'late > -']);
    expect(reflector.store.get(`${namespace}/early`)?.metadata).not.toHaveProperty('managedFields');
    expect([...reflector.store.keys()]).toEqual([`${namespace}/early`]);
    expect(log.lines).toEqual([]);
  });

  it('takes an object that leaves the selector for deleted', async () => {
    const { signal } = stop;
    await create('configmaps', 'x', {});
    const reflector = reflect('configmaps');
    await reflector.synced;

    await client.mergePatch(pathOf('configmaps', 'x'), { metadata: { labels: { seen: null } } }, { signal });
    await until(() => changes.length === 2);

    expect(changes).toEqual(['- > x', 'x > -']);
  });

  it('never holds a Secret’s values where it reads metadata only', async () => {
    await create('secrets', 'early', { stringData: { password: 'hunter2' } });

    const reflector = reflect('secrets', true);
    await reflector.synced;
    await create('secrets', 'late', { stringData: { password: 'hunter2' } });
    await until(() => reflector.store.size === 2);

    const objects = [...reflector.store.values()];
    expect(objects.map(({ kind }) => kind)).toEqual(['PartialObjectMetadata', 'PartialObjectMetadata']);
    expect(objects.every(({ metadata }) => metadata.uid !== undefined && metadata.resourceVersion !== undefined)).toBe(
      true,
    );
    expect(JSON.stringify(objects)).not.toMatch(/hunter2|aHVudGVyMg|"data"/);
  });

  it('reads a list of three pages', async () => {
    const names = Array.from({ length: 1_010 }, (_, n) => `c${n}`);
    for (let at = 0; at < names.length; at += 50) {
      await Promise.all(names.slice(at, at + 50).map((name) => create('configmaps', name, {})));
    }

    const reflector = reflect('configmaps');
    await reflector.synced;

    expect(new Set(changes)).toEqual(new Set(names.map((name) => `- > ${name}`)));
    expect(reflector.store.size).toBe(1_010);
  });
});
