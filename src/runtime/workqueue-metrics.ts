import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { QueueObserver } from './keyed-queue.ts';

const waitBuckets = [0.001, 0.01, 0.1, 1, 10, 60, 600];
/** Seconds: that is what a test of a credential takes. */
export const workBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * As the work queues of client-go and controller-runtime have them, so that the same dashboards serve.
 * @param name - of the queue
 */
export function workqueueInstruments(registry: Registry, name: string, now: () => number): QueueObserver {
  const { depth, adds, retries, waits, work } = instruments(registry);
  const since = new Map<string, number>();
  return {
    depth: (size) => depth.set({ name }, size),
    added: (_lane, key) => {
      adds.inc({ name });
      if (!since.has(key)) since.set(key, now());
    },
    taken: (key) => {
      const addedAt = since.get(key);
      since.delete(key);
      if (addedAt !== undefined) waits.observe({ name }, (now() - addedAt) / 1000);
    },
    worked: (durationMs, outcome) => {
      work.observe({ name }, durationMs / 1000);
      if (outcome === 'failed') retries.inc({ name });
    },
  };
}

function instruments(registry: Registry) {
  const common = { labelNames: ['name'] as const, registers: [registry] };
  return {
    depth: new Gauge({ ...common, name: 'workqueue_depth', help: 'Keys that wait for their turn.' }),
    adds: new Counter({ ...common, name: 'workqueue_adds_total', help: 'Adds to a queue, before they collapse.' }),
    retries: new Counter({
      ...common,
      name: 'workqueue_retries_total',
      help: 'Keys whose work failed, to be tried again.',
    }),
    waits: new Histogram({
      ...common,
      name: 'workqueue_queue_duration_seconds',
      help: 'How long a key waits for its turn, from the first add.',
      buckets: waitBuckets,
    }),
    work: new Histogram({
      ...common,
      name: 'workqueue_work_duration_seconds',
      help: 'Duration of the work on one key.',
      buckets: workBuckets,
    }),
  };
}

/** Both are told, in this order. */
export function observedBy(first: QueueObserver, second: QueueObserver): QueueObserver {
  return {
    depth: (size) => (first.depth?.(size), second.depth?.(size)),
    added: (lane, key) => (first.added?.(lane, key), second.added?.(lane, key)),
    taken: (key) => (first.taken?.(key), second.taken?.(key)),
    worked: (ms, outcome, key) => (first.worked?.(ms, outcome, key), second.worked?.(ms, outcome, key)),
  };
}
