import { expect, it } from '@jest/globals';
import { ColdStart } from '../../src/cold-start.ts';
import type { Connection } from '../../src/api/resources.ts';
import type { PlatformCatalogue } from '../../src/reconcilers/platforms.ts';
import { systemClock, type KeyedQueue, type KubeClient } from '../../src/runtime/index.ts';
import type { Watches } from '../../src/watches.ts';

const { signal } = new AbortController();

/** 30 Connections, each with a Secret of its own, in a namespace that has as many. */
function started(secretNames: string[] = [], shrinkMemory: () => void = () => {}, listed?: Promise<void>) {
  const asked: string[] = [];
  const client = {
    stream: async (path: string) => {
      asked.push(path);
      return [Buffer.from(JSON.stringify({ metadata: {}, items: [] }))];
    },
  } as unknown as KubeClient;
  const connections = Array.from(
    { length: 30 },
    (_, index) =>
      ({
        metadata: { namespace: 'team', name: `c-${index}` },
        spec: { secretRef: { name: `s-${index}` } },
      }) as Connection,
  );
  const watches = {
    connections: () => connections,
    countsOf: () => new Map([['team', 30]]),
    metadata: () => undefined,
    isKnown: () => listed === undefined,
    synced: () => listed,
    onReturned: () => {},
  } as unknown as Watches;
  const cold = new ColdStart({
    client,
    clock: systemClock,
    watches,
    settings: { secretNames, publishPlatforms: true },
    shrinkMemory,
  });
  const read = () => cold.reads.over({ get: async () => 'absent' }, 'team', signal).get('Secret', 's-1');
  return { cold, asked, read };
}

it('lists the Secrets of what is due, and of nothing else', async () => {
  const due = started();
  await due.cold.begin({ isDue: () => true });
  await due.read();
  expect(due.asked).toEqual(['/api/v1/namespaces/team/secrets']);

  const settled = started();
  await settled.cold.begin({ isDue: () => false });
  await settled.read();
  expect(settled.asked).toEqual([]);

  const named = started(['s-1']);
  await named.cold.begin({ isDue: () => true });
  await named.read();
  expect(named.asked).toEqual([]);
});

it('lists nothing before it is known how many there are', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const late = started([], () => {}, promise);
  const begun = late.cold.begin({ isDue: () => true });
  await late.read();
  expect(late.asked).toEqual([]);

  resolve();
  await begun;
  await late.read();
  expect(late.asked).toEqual(['/api/v1/namespaces/team/secrets']);
});

it('publishes, and lets go of what was listed, once the first tests are over', async () => {
  const order: string[] = [];
  const queue = { size: 1, running: 1 };
  const { cold, asked, read } = started([], () => order.push('memory given back'));
  await cold.begin({ isDue: () => true });
  const publish = async (): Promise<void> => {
    order.push(`published, ${queue.size + queue.running} to test`);
  };

  const done = cold.afterwards(queue as KeyedQueue, { publish } as unknown as PlatformCatalogue, signal);
  setTimeout(() => Object.assign(queue, { size: 0, running: 0 }), 50);
  await done;
  await read();

  expect(order).toEqual(['memory given back', 'published, 0 to test', 'memory given back']);
  expect(asked).toEqual([]);
});
