import { describe, expect, it } from '@jest/globals';

import { api, clock } from '../../support/fake-api-client.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import {
  asked,
  bookmark,
  changes,
  ends,
  list,
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

describe('Reflector: a watch that ends', () => {
  it.each([
    ['its last event', { type: 'ADDED', object: widget('a', 42) }, '42'],
    ['its last bookmark', bookmark(77), '77'],
  ])('goes on at once from %s', async (_what, event, resourceVersion) => {
    start();
    const watch = await startWatching(10, []);

    watch.send(event);
    watch.response.end();
    const next = await asked(100);

    expect(next.query).toMatchObject({ watch: 'true', resourceVersion });
    expect(clock.now()).toBe(new FakeClock().now());
    expect([ends, log.lines]).toEqual([['ended'], []]);
  });

  it('goes on at once when the server ends it after its time', async () => {
    start();
    const watch = await startWatching(10, []);
    for (let seconds = 0; seconds < 300; seconds += 60) {
      await clock.advance(60_000);
      watch.send(bookmark(10));
      await until(() => reflector.lastActivityMs === clock.now());
    }

    watch.response.end();
    const next = await api.next();

    expect(next.query).toMatchObject({ resourceVersion: '10' });
    expect(ends).toEqual(['ended']);
  });

  it('is asked for the version when the server ends it before its time, and lists where that went back', async () => {
    start();
    const watch = await startWatching(10, []);
    await clock.advance(60_000);

    watch.response.end();
    const next = await asked(9);

    expect(next.query).toEqual({ limit: '500' });
    expect([ends, log.messages('warn')]).toEqual([
      ['ended'],
      ['The API server was put back to a backup, listing anew'],
    ]);
  });

  it('goes on at once after 75 s without a byte', async () => {
    start();
    const watch = await startWatching(10, []);
    const isClosed = new Promise((resolve) => watch.response.on('close', resolve));
    await clock.advance(70_000);
    watch.send(bookmark(20));
    await until(() => reflector.lastActivityMs === clock.now());

    await clock.advance(74_999);
    const before = api.untaken;
    await clock.advance(1);
    await isClosed;
    const next = await asked(20);

    expect(before).toBe(0);
    expect(next.query).toMatchObject({ resourceVersion: '20' });
    expect([ends, log.lines]).toEqual([['ended'], []]);
  });

  it('waits where the server ends it at once, each time longer', async () => {
    clock.chance = 0.999_999;
    start();
    list(await api.next(), 10, []);
    const waitsMs: number[] = [];

    for (let n = 0; n < 3; n++) {
      const watch = n === 0 ? await api.next() : await asked(10);
      watch.open();
      watch.response.end();
      waitsMs.push(Math.round(await passBackoff()));
    }

    expect(waitsMs).toEqual([1_000, 2_000, 4_000]);
    expect(log.messages('warn')).toEqual(['Watch failed, trying on']);
  });

  it('waits after a broken connection, then goes on from the last event', async () => {
    start();
    const watch = await startWatching(10, []);
    watch.send({ type: 'ADDED', object: widget('a', 11) });
    await until(() => changes.length === 1);

    watch.request.socket.destroy();
    await passBackoff();
    const next = await asked(12);
    next.open();
    next.send(bookmark(12));
    await until(() => log.messages('info').length === 1);

    expect(next.query).toMatchObject({ resourceVersion: '11' });
    expect(ends).toEqual(['error']);
    expect([log.messages('warn'), log.messages('info')]).toEqual([['Watch failed, trying on'], ['Watch works again']]);
  });

  it('tries the watch again after an event that is no JSON', async () => {
    start();
    const watch = await startWatching(10, []);

    watch.response.write('{"type":\n');
    await passBackoff();

    expect((await asked(10)).query).toMatchObject({ resourceVersion: '10' });
  });
});
