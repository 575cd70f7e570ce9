import { describe, expect, it } from '@jest/globals';

import { api } from '../../support/fake-api-client.ts';
import {
  changes,
  list,
  reflector,
  start,
  startWatching,
  useReflector,
  widget,
} from '../../support/reflected-widgets.ts';
import { until } from '../../support/until.ts';

useReflector();

const largeFields = { bytes: 64 * 1024, mark: 'large' };
const large = (name: string, version: number) => ({ ...widget(name, version), spec: { size: 'x'.repeat(1_300_000) } });

describe('Reflector: a large object', () => {
  it('is known by its key, and not kept', async () => {
    start({ largeFields });
    const watch = await startWatching(10, [large('listed', 1)]);

    watch.send({ type: 'ADDED', object: large('added', 11) }, { type: 'MODIFIED', object: large('listed', 12) });
    await until(() => changes.length === 3);

    expect(changes).toEqual(['- > listed@1', '- > added@11', 'listed@1 > listed@12']);
    expect([...reflector.store.values()].map(({ spec }) => spec)).toEqual([{ size: 'large' }, { size: 'large' }]);
  });

  it('is listed with fewer others, and then with more again', async () => {
    start({ largeFields });
    const all = [large('a', 1), large('b', 2), large('c', 3), widget('d', 4)];
    const limits: unknown[] = [];

    for (let from = 0; from < all.length;) {
      const call = await api.next();
      const limit = Number(call.query['limit']);
      limits.push(limit);
      expect(Number(call.query['continue'] ?? 0)).toBe(from);
      const items = all.slice(from, from + limit);
      const next = from + items.length;
      list(call, 10, items, next < all.length ? String(next) : undefined);
      if (limit === 1 || JSON.stringify(items).length < 2_000_000) from = next;
    }
    await until(() => reflector.isSynced);

    expect([...reflector.store.keys()]).toEqual(['ns/a', 'ns/b', 'ns/c', 'ns/d']);
    expect(limits.slice(0, 4)).toEqual([500, 50, 5, 1]);
    expect(limits.at(-1)).toBe(2);
  });
});
