import { describe, expect, it } from '@jest/globals';

import { api, clock } from '../../support/fake-api-client.ts';
import type { FakeCall } from '../../support/fake-api-server.ts';
import {
  changes,
  ends,
  isWaiting,
  list,
  lists,
  log,
  passBackoff,
  reflector,
  start,
  startWatching,
  widget,
  useReflector,
} from '../../support/reflected-widgets.ts';
import { until } from '../../support/until.ts';

useReflector();

describe('Reflector: an expired watch', () => {
  const expired = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' } };

  it.each([
    ['an ERROR event', (watch: FakeCall) => (watch.open(), watch.send(expired))],
    ['HTTP 410', (watch: FakeCall) => watch.fail(410, 'Expired')],
  ])('is listed anew after %s, and only differences are told', async (_how, expire) => {
    start();
    list(await api.next(), 10, [widget('same', 1), widget('changed', 2), widget('gone', 3), widget('remade', 4)]);
    const watch = await api.next();
    await until(() => reflector.isSynced);
    const { store } = reflector;
    const same = store.get('ns/same');
    changes.length = 0;

    expire(watch);
    await passBackoff();
    const relist = await api.next();
    list(relist, 50, [
      widget('new', 45),
      widget('same', 1),
      widget('changed', 20),
      widget('remade', 44, { uid: 'other' }),
    ]);
    const next = await api.next();

    expect(relist.query).toEqual({ limit: '500' });
    expect(changes).toEqual(['gone@3 > -', '- > new@45', 'changed@2 > changed@20', 'remade@4 > -', '- > remade@44']);
    expect(store.get('ns/same')).toBe(same);
    expect(reflector.store).toBe(store);
    expect(next.query).toMatchObject({ resourceVersion: '50' });
    expect([ends, lists, log.messages('warn')]).toEqual([['expired'], 2, []]);
  });

  it('keeps the old store until the new list is whole', async () => {
    start();
    const watch = await startWatching(10, [widget('a', 1)]);
    watch.send(expired);
    await passBackoff();

    list(await api.next(), 50, [widget('b', 45)], 'token');
    const second = await api.next();
    const between = [...reflector.store.keys()];
    list(second, 50, [widget('c', 46)]);
    await api.next();

    expect(between).toEqual(['ns/a']);
    expect([...reflector.store.keys()].sort()).toEqual(['ns/b', 'ns/c']);
  });
});

describe('Reflector: a watch that could not be opened', () => {
  it.each([
    [9, 'the API server was put back to a backup', { limit: '500' }],
    [10, 'nothing was missed', { resourceVersion: '10' }],
    [11, 'what came meanwhile is told by the watch', { resourceVersion: '10' }],
  ])('asks for the version that is there: %d, %s', async (version, _why, query) => {
    start();
    list(await api.next(), 10, [widget('a', 1)]);
    (await api.next()).fail(503, 'ServiceUnavailable');
    await passBackoff();

    const asked = await api.next();
    list(asked, version, []);
    const next = await api.next();

    expect(asked.query).toEqual({ limit: '1' });
    expect(next.query).toMatchObject(query);
    expect([...reflector.store.keys()]).toEqual(['ns/a']);
  });
});

describe('Reflector: an outage in which etcd may have been put back to a backup', () => {
  /** The watch cannot be opened for longer than that takes. */
  async function outage(versionOfA: number): Promise<{ asked: FakeCall; rewinds: () => number }> {
    let rewinds = 0;
    start({ onRewound: () => (rewinds += 1) });
    list(await api.next(), 10, [widget('a', versionOfA), widget('b', 2)]);
    (await api.next()).fail(503, 'ServiceUnavailable');
    await until(isWaiting);
    await clock.advance(10_000);
    changes.length = 0;
    let asked = await api.next();
    // What was asked in the meantime, for the version alone, is refused as well.
    while (asked.query['limit'] === '1') {
      asked.fail(503, 'ServiceUnavailable');
      await until(isWaiting);
      await clock.advance(10_000);
      asked = await api.next();
    }
    return { asked, rewinds: () => rewinds };
  }

  it('is followed by a list, though the versions that are given now are beyond what is known', async () => {
    const { asked, rewinds } = await outage(3);
    list(asked, 50, [widget('a', 3), widget('b', 45)]);
    await api.next();

    expect(asked.query).toEqual({ limit: '500' });
    expect(changes).toEqual(['b@2 > b@45']);
    expect(rewinds()).toBe(0);
  });

  it('has everything looked at anew where a version is older than the one that is known', async () => {
    const { asked, rewinds } = await outage(9);
    list(asked, 50, [widget('a', 3), widget('b', 2)]);
    await api.next();

    expect(rewinds()).toBe(1);
    expect(changes).toEqual(['a@9 > a@3', 'b@2 > b@2']);
  });
});

describe('Reflector: a list that fails', () => {
  it('is read in one piece when its continue token expires', async () => {
    start();

    list(await api.next(), 10, [widget('a', 1), widget('deleted-since', 2)], 'token');
    (await api.next()).fail(410, 'Expired');
    const whole = await api.next();
    list(whole, 20, [widget('a', 1), widget('b', 15)]);
    await reflector.synced;

    expect(whole.query).toEqual({});
    expect(changes).toEqual(['- > a@1', '- > b@15']);
    expect(log.lines).toEqual([]);
  });

  it.each([
    [401, 'Unauthorized'],
    [403, 'Forbidden'],
    [404, 'NotFound'],
    [500, 'InternalError'],
  ])('with %i %s is tried on, and logged once until it is cured', async (code, reason) => {
    start();

    for (let n = 0; n < 4; n++) {
      (await api.next()).fail(code, reason);
      await passBackoff();
    }
    list(await api.next(), 10, []);
    await reflector.synced;

    expect(log.lines.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'warn: Cannot list, trying on',
      ...Array.from({ length: 3 }, () => 'debug: Cannot list, trying on'),
      'info: List works again',
    ]);
  });

  it('waits as long as a 429 says', async () => {
    start();

    (await api.next()).fail(429, 'TooManyRequests', { 'retry-after': '9' });

    expect(await passBackoff()).toBe(9_000);
    list(await api.next(), 10, []);
  });

  it('counts as activity, so that an API server that is away has no one restarted', async () => {
    start();
    await startWatching(10, []);
    await reflector.synced;
    await clock.advance(75_000);
    (await api.next()).fail(500, 'InternalError');

    await passBackoff();
    (await api.next()).fail(500, 'InternalError');
    await until(isWaiting);

    expect(reflector.lastActivityMs).toBe(clock.now());
  });
});

describe('Reflector: in trouble', () => {
  it('is one whose list or watch failed, until the next one is there', async () => {
    start();
    list(await api.next(), 10, [widget('a', 1)]);
    (await api.next()).fail(404, 'NotFound');
    await until(() => reflector.isInTrouble);
    await passBackoff();
    list(await api.next(), 10, []);
    const watch = await api.next();
    expect([reflector.isSynced, reflector.isInTrouble]).toEqual([true, true]);

    watch.open();

    await until(() => !reflector.isInTrouble);
  });
});

describe('Reflector: resourceVersions that go back', () => {
  const tooLarge = (watch: FakeCall) =>
    watch.json(504, {
      kind: 'Status',
      code: 504,
      reason: 'Timeout',
      message: 'Too large resource version: 10, current: 5',
    });

  it.each<[string, (watch: FakeCall) => void]>([
    ['a watch of a version that is not there yet', tooLarge],
    ['an event of before', (watch) => (watch.open(), watch.send({ type: 'MODIFIED', object: widget('a', 4) }))],
  ])('have everything looked at anew: %s', async (how, go) => {
    let rewinds = 0;
    start({ onRewound: () => (rewinds += 1) });
    list(await api.next(), 10, [widget('a', 3), widget('b', 10)]);
    const watch = await api.next();
    await until(() => reflector.isSynced);
    changes.length = 0;

    go(watch);
    for (let left = how.startsWith('a watch') ? 3 : 1; left > 0; left -= 1) {
      await passBackoff();
      expect([changes, rewinds]).toEqual([[], 0]);
      list(await api.next(), 5, [widget('a', 3), widget('b', 2)]);
    }

    await until(() => rewinds === 1);
    expect(changes).toEqual(['a@3 > a@3', 'b@10 > b@2']);
  });

  it('for one list are not believed', async () => {
    let rewinds = 0;
    start({ onRewound: () => (rewinds += 1) });
    list(await api.next(), 10, [widget('a', 3)]);
    (await api.next()).fail(410, 'Expired');
    await passBackoff();
    list(await api.next(), 5, [widget('a', 2)]);
    await passBackoff();

    list(await api.next(), 11, [widget('a', 3)]);

    await until(() => rewinds === 1);
    expect(changes).toEqual(['- > a@3', 'a@3 > a@3']);
  });
});
