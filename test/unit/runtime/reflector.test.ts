import { describe, expect, it } from '@jest/globals';

import { METADATA_ONLY, METADATA_ONLY_LIST } from '../../../src/runtime/client.ts';
import { api, clock } from '../../support/fake-api-client.ts';
import {
  changes,
  isWaiting,
  list,
  log,
  reflector,
  running,
  start,
  startWatching,
  stop,
  widget,
  useReflector,
} from '../../support/reflected-widgets.ts';
import { until } from '../../support/until.ts';

useReflector();

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
    watch.send({
      type: 'ADDED',
      object: { ...bulky, metadata: { ...bulky.metadata, name: 'b', resourceVersion: '11' } },
    });
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
