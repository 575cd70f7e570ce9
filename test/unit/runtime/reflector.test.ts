import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { KubeClient, METADATA_ONLY, METADATA_ONLY_LIST } from '../../../src/runtime/client.ts';
import type { KubeObject } from '../../../src/runtime/kube-object.ts';
import { Reflector, type ReflectorOptions, type WatchEnd } from '../../../src/runtime/reflector.ts';
import { FakeApiServer, type FakeCall } from '../../support/fake-api-server.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeLogger } from '../../support/fake-logger.ts';
import { until } from '../../support/until.ts';

interface Widget extends KubeObject {
  spec?: { size: string };
}

let api: FakeApiServer;
let clock: FakeClock;
let log: FakeLogger;
let stop: AbortController;
let changes: string[];
let ends: WatchEnd[];
let lists: number;
let reflector: Reflector<Widget>;
let running: Promise<void>;

beforeEach(async () => {
  api = await FakeApiServer.start();
  clock = new FakeClock();
  log = new FakeLogger();
  stop = new AbortController();
  changes = [];
  ends = [];
  lists = 0;
});

afterEach(async () => {
  stop.abort();
  await running;
  await api.stop();
});

function start(options: Partial<ReflectorOptions<Widget>> = {}): void {
  reflector = new Reflector<Widget>({
    name: 'widgets',
    client: new KubeClient(api.kubeConfig(), { userAgent: 'test', clock }),
    path: '/apis/example.dev/v1/widgets',
    onChange: (before, after) => changes.push(`${label(before)} > ${label(after)}`),
    clock,
    log,
    observe: { listed: () => lists++, watchEnded: (how) => ends.push(how) },
    ...options,
  });
  running = reflector.run(stop.signal);
}

function label(object: Widget | undefined): string {
  return object === undefined ? '-' : `${object.metadata.name}@${object.metadata.resourceVersion}`;
}

function widget(name: string, resourceVersion: number, more: Partial<Widget['metadata']> = {}): Widget {
  return { metadata: { namespace: 'ns', name, uid: `uid-${name}`, resourceVersion: String(resourceVersion), ...more } };
}

function list(call: FakeCall, resourceVersion: number, items: Widget[], token?: string): void {
  call.json(200, { metadata: { resourceVersion: String(resourceVersion), continue: token }, items });
}

const bookmark = (version: number) => ({
  type: 'BOOKMARK',
  object: { metadata: { resourceVersion: String(version) } },
});

/** Answers the first list and opens the watch that follows. */
async function startWatching(resourceVersion: number, items: Widget[]): Promise<FakeCall> {
  list(await api.next(), resourceVersion, items);
  const watch = await api.next();
  watch.open();
  return watch;
}

/** Whether the reflector waits out an error: its other timers, the limits of a call and a watch, are 60 s or more. */
const isWaiting = (): boolean => clock.pendingMs.some((ms) => ms <= 30_000);

/** Waits until the reflector waits, and lets that time pass; returns it. */
async function passBackoff(): Promise<number> {
  await until(isWaiting);
  const [waitMs] = clock.pendingMs;
  await clock.advance(waitMs!);
  return waitMs!;
}

describe('Reflector: list and watch', () => {
  it('lists page by page, then watches from there', async () => {
    start({ listOptions: { labelSelector: 'a=b' } });

    const first = await api.next();
    list(first, 10, [widget('a', 1)], 'token');
    const second = await api.next();
    const early = [reflector.isSynced, reflector.store.size];
    list(second, 10, [widget('b', 2)]);
    const watch = await api.next();
    await reflector.synced;

    expect(first.query).toEqual({ labelSelector: 'a=b', limit: '500' });
    expect(second.query).toEqual({ labelSelector: 'a=b', limit: '500', continue: 'token' });
    expect(watch.query).toEqual({
      labelSelector: 'a=b',
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: '10',
      timeoutSeconds: '270',
    });
    expect(early).toEqual([false, 0]);
    expect([...reflector.store.keys()]).toEqual(['ns/a', 'ns/b']);
    expect(changes).toEqual(['- > a@1', '- > b@2']);
  });

  it('takes in what the watch tells', async () => {
    start();
    const watch = await startWatching(10, [widget('a', 1), widget('b', 2)]);

    watch.send({ type: 'ADDED', object: widget('c', 11) });
    watch.send({ type: 'MODIFIED', object: widget('a', 12) });
    watch.send({ type: 'ADDED', object: widget('a', 12) });
    watch.send({ type: 'DELETED', object: widget('b', 13) }, { type: 'DELETED', object: widget('never-seen', 14) });
    await until(() => changes.length === 5);

    expect(changes.slice(2)).toEqual(['- > c@11', 'a@1 > a@12', 'b@2 > -']);
    expect([...reflector.store.keys()].sort()).toEqual(['ns/a', 'ns/c']);
  });

  it('tells of an object made anew under the same name as deleted and added', async () => {
    start();
    const watch = await startWatching(10, [widget('a', 1)]);

    watch.send({ type: 'MODIFIED', object: widget('a', 12, { uid: 'other' }) });
    await until(() => changes.length === 3);

    expect(changes.slice(1)).toEqual(['a@1 > -', '- > a@12']);
  });

  it('reads events whatever their chunks', async () => {
    start();
    const watch = await startWatching(10, []);
    const bytes = Buffer.from(
      `${JSON.stringify({ type: 'ADDED', object: { ...widget('a', 11), spec: { size: 'größe 😀' } } })}\n`,
    );
    const middle = bytes.indexOf('😀') + 2;

    watch.response.write(bytes.subarray(0, 5));
    await clock.advance(10);
    watch.response.write(bytes.subarray(5, middle));
    await clock.advance(10);
    watch.response.write(bytes.subarray(middle));
    await until(() => changes.length === 1);

    expect(reflector.store.get('ns/a')?.spec?.size).toBe('größe 😀');
  });

  it('asks for metadata only', async () => {
    start({ metadataOnly: true });

    const first = await api.next();
    list(first, 10, []);
    const watch = await api.next();

    expect(first.request.headers.accept).toBe(METADATA_ONLY_LIST);
    expect(watch.request.headers.accept).toBe(METADATA_ONLY);
  });

  it('drops managedFields and the last-applied annotation, then what transform drops', async () => {
    const bulky = widget('a', 1, {
      managedFields: [{}],
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', kept: 'yes' },
    });
    start({ transform: ({ metadata }) => ({ metadata }) });

    const watch = await startWatching(10, [{ ...bulky, spec: { size: 'x' } }]);
    watch.send({ type: 'ADDED', object: { ...bulky, metadata: { ...bulky.metadata, name: 'b' } } });
    await until(() => changes.length === 2);

    const slim = { metadata: widget('a', 1, { annotations: { kept: 'yes' } }).metadata };
    expect(reflector.store.get('ns/a')).toEqual(slim);
    expect(reflector.store.get('ns/b')?.metadata).not.toHaveProperty('managedFields');
  });

  it('goes on when a listener throws', async () => {
    start({
      onChange: () => {
        changes.push('called');
        throw new Error('broken listener');
      },
    });

    const watch = await startWatching(10, [widget('a', 1)]);
    watch.send({ type: 'ADDED', object: widget('b', 11) });
    await until(() => changes.length === 2);

    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { message: 'Listener failed', fields: { reflector: 'widgets', object: 'ns/a' } },
      { message: 'Listener failed', fields: { reflector: 'widgets', object: 'ns/b' } },
    ]);
    expect(reflector.isSynced).toBe(true);
  });
});

describe('Reflector: a watch that ends', () => {
  it.each([
    ['its last event', { type: 'ADDED', object: widget('a', 42) }, '42'],
    ['its last bookmark', bookmark(77), '77'],
  ])('goes on at once from %s', async (_what, event, resourceVersion) => {
    start();
    const watch = await startWatching(10, []);

    watch.send(event);
    watch.response.end();
    const next = await api.next();

    expect(next.query).toMatchObject({ watch: 'true', resourceVersion });
    expect(clock.now()).toBe(new FakeClock().now());
    expect([ends, log.lines]).toEqual([['ended'], []]);
  });

  it('goes on at once when the server ends it after its time without an event', async () => {
    start();
    const watch = await startWatching(10, []);
    await clock.advance(60_000);

    watch.response.end();
    const next = await api.next();

    expect(next.query).toMatchObject({ resourceVersion: '10' });
    expect(ends).toEqual(['ended']);
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
    const next = await api.next();

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
      const watch = await api.next();
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
    const next = await api.next();
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

    expect((await api.next()).query).toMatchObject({ resourceVersion: '10' });
  });
});

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

describe('Reflector: stop', () => {
  it.each([
    ['a list', async () => void (await api.next())],
    ['a watch', async () => void (await startWatching(10, []))],
    [
      'a wait',
      async () => {
        (await api.next()).fail(500, 'InternalError');
        await until(isWaiting);
      },
    ],
  ])('ends within %s', async (_where, arrange) => {
    start();
    await arrange();

    stop.abort();
    await running;

    expect(clock.pendingMs).toEqual([]);
    expect(log.messages('error')).toEqual([]);
  });
});
