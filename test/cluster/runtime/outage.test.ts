import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  KubeClient,
  Reflector,
  SharedKubeConfig,
  systemClock,
  type KubeObject,
  type WatchEnd,
} from '../../../src/runtime/index.ts';
import { startControlPlane, type ControlPlane } from '../../../dev/control-plane/control-plane.ts';
import { FakeLogger } from '../../support/fake-logger.ts';
import { until } from '../../support/until.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const stop = new AbortController();
const { signal } = stop;
const log = new FakeLogger();
const ends: WatchEnd[] = [];
const names = new Set<string>();

/** An API server of its own, because it is taken away. */
let plane: ControlPlane;
let client: KubeClient;
let reflector: Reflector<KubeObject>;
let running: Promise<void>;
let lists = 0;

beforeAll(async () => {
  plane = await startControlPlane({ log: () => {} });
  const config = new SharedKubeConfig();
  config.loadFromString(plane.kubeconfig);
  client = new KubeClient(config, { clock: systemClock, userAgent: 'test' });
  reflector = new Reflector({
    name: 'configmaps',
    client,
    path: CONFIG_MAPS,
    onChange: (before, after) => {
      if (before !== undefined) names.delete(before.metadata.name);
      if (after !== undefined) names.add(after.metadata.name);
    },
    clock: systemClock,
    log,
    observe: { listed: () => lists++, watchEnded: (how) => ends.push(how) },
  });
  running = reflector.run(signal);
  await reflector.synced;
}, 300_000);

afterAll(async () => {
  stop.abort();
  await running;
  await plane?.stop();
});

const create = (name: string): Promise<unknown> => client.create(CONFIG_MAPS, { metadata: { name } }, { signal });

it('misses nothing when the API server is replaced, and says once what was wrong', async () => {
  await create('before');
  await create('deleted');
  await until(() => names.has('before') && names.has('deleted'));

  await plane.apiserver.restart();
  await create('after');
  await client.delete(`${CONFIG_MAPS}/deleted`, { signal });
  await until(() => names.has('after') && !names.has('deleted') && names.has('before'), 60_000);
  await create('later');
  await until(() => names.has('later'), 60_000);

  expect(log.messages('warn').length).toBeGreaterThan(0);
  expect(log.messages('warn').length).toBeLessThanOrEqual(4);
  expect(ends).toContain('error');
});

it('lists anew when the version it knows is older than what the API server remembers', async () => {
  const listsBefore = lists;
  // Nothing writes ConfigMaps meanwhile, so the version is that of the last event, and each start moves on from it.
  for (let n = 0; n < 3; n++) {
    await plane.apiserver.restart();
    await create(`round-${n}`);
    await until(() => names.has(`round-${n}`), 60_000);
    if (lists > listsBefore) break;
  }

  expect(names).toEqual(new Set([...reflector.store.values()].map(({ metadata }) => metadata.name)));
  expect([lists > listsBefore, ends.includes('expired')]).toEqual([true, true]);
}, 180_000);
