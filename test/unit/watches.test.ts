import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Watched } from '../../src/granted-watch.ts';
import { createMetrics } from '../../src/runtime/index.ts';
import { Watches } from '../../src/watches.ts';
import { api, client, clock, useFakeApi } from '../support/fake-api-client.ts';
import { FakeLogger } from '../support/fake-logger.ts';
import { threadMs } from '../support/thread-time.ts';

useFakeApi();

let stop: AbortController;
let watches: Watches;

beforeEach(() => {
  stop = new AbortController();
  const metrics = createMetrics('test_');
  watches = new Watches({
    client,
    clock,
    log: new FakeLogger(),
    metrics,
    onRecovered: () => {},
    shard: { index: 0, of: 1 },
  });
});

afterEach(() => stop.abort());

/** Watches, and has these objects listed. */
async function watch(place: Partial<Watched>, ...keys: string[]): Promise<void> {
  const watched = { group: '', version: 'v1', plural: 'secrets', namespace: undefined, isNeeded: true, ...place };
  watches.start(watched, () => {}, stop.signal);
  const items = keys.map((key) => {
    const [namespace, name] = key.split('/');
    return { metadata: { namespace, name, uid: key, resourceVersion: '1' } };
  });
  (await api.next()).json(200, { metadata: { resourceVersion: '1' }, items });
  (await api.next()).open();
  await watches.synced('secrets');
}

const known = (key: string) => {
  const found = watches.metadata('Secret', key);
  return typeof found === 'object' ? found.uid : (found ?? 'none');
};

it('finds an object by the watch of its namespace, of itself or of the cluster', async () => {
  await watch({ namespace: 'a' }, 'a/s');
  await watch({ namespace: 'b', name: 's' }, 'b/s');

  expect(['a/s', 'a/other', 'b/s', 'b/other', 'c/s'].map(known)).toEqual(['a/s', 'none', 'b/s', 'unknown', 'unknown']);

  await watch({}, 'c/s');

  expect(['a/other', 'b/other', 'c/s'].map(known)).toEqual(['none', 'none', 'c/s']);
});

it('keeps of a built-in Platform what its status is made of, and of any other all', async () => {
  const spec = { title: 'T', methods: [{ name: 'a', title: 'A', credential: {} }], aliases: ['t'], test: [{}] };
  const labels = { 'connection-operator.dev/built-in': 'true' };
  const item = (name: string) => ({ metadata: { name, uid: name, resourceVersion: '1', labels }, spec: { ...spec } });
  const group = 'connection-operator.dev';
  const watched = { group, version: 'v1alpha1', plural: 'platforms', namespace: undefined, isNeeded: true };
  watches.start(watched, () => {}, stop.signal);

  (await api.next()).json(200, { metadata: { resourceVersion: '1' }, items: [item('box'), item('own')] });
  (await api.next()).open();
  await watches.synced('platforms');

  expect(watches.platform('box')?.spec).toEqual({ methods: [{ name: 'a' }], aliases: ['t'] });
  expect(watches.platform('own')?.spec).toEqual(spec);
});

it('takes as long beside 2,000 watches as beside one', async () => {
  await watch({ namespace: 'a' }, 'a/s');
  const one = workOf(() => known('a/s'));
  // Not granted, or not answered yet: they are there all the same.
  for (let n = 0; n < 2000; n += 1) {
    const place = { group: '', version: 'v1', plural: 'secrets', namespace: `n${n}`, isNeeded: true };
    watches.start(place, () => {}, AbortSignal.abort());
    watches.start(place, () => {}, stop.signal);
  }

  expect(workOf(() => known('a/s'))).toBeLessThan(20 * one + 50);
  expect(workOf(() => watches.rewinds)).toBeLessThan(50);
});

/** Of the thread, in ms, for 10,000 times. */
function workOf(look: () => unknown): number {
  return threadMs(() => {
    for (let times = 0; times < 10_000; times += 1) look();
  }, 25);
}
