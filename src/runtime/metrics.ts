import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import { observedBy, workBuckets, workqueueInstruments } from './workqueue-metrics.ts';
import type { ApiTransportOptions } from './api-transport.ts';
import type { QueueObserver } from './keyed-queue.ts';
import type { ReflectorOptions, WatchEnd } from './reflector-options.ts';

export interface Metrics {
  /** For a room's own instruments. */
  readonly registry: Registry;
  readonly onRequest: NonNullable<ApiTransportOptions['onRequest']>;
  readonly queue: QueueObserver;
  /** What a reflector of this name is to report to, and how its series are dropped once it is no more. */
  reflector(name: string): NonNullable<ReflectorOptions<never>['observe']> & { forget(): void };
}

/** API calls take milliseconds. */
const CALL_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Each look at the event loop wakes the process; every 10 ms, as prom-client has it, that is most of what a process at rest takes. */
const LOOP_SAMPLE_MS = 50;

const WATCH_ENDS: readonly WatchEnd[] = ['ended', 'expired', 'error'];

/**
 * A registry with the process's own metrics and this room's; every name of the latter begins with `prefix`. The queue
 * has the names of controller-runtime besides, for dashboards that serve all operators: an alert on these alone would go off
 * for the queues of others too.
 * @param now - in ms, of any beginning
 */
export function createMetrics(prefix: string, now: () => number = () => performance.now()): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_SAMPLE_MS });
  return {
    registry,
    onRequest: requestInstruments(registry, prefix),
    queue: observedBy(queueInstruments(registry, prefix), workqueueInstruments(registry, 'connections', now)),
    reflector: reflectorInstruments(registry, prefix),
  };
}

function requestInstruments(registry: Registry, prefix: string): Metrics['onRequest'] {
  const requests = new Counter({
    name: `${prefix}api_requests_total`,
    help: 'Requests to the Kubernetes API, by method, resource and HTTP status ("error": no answer).',
    labelNames: ['method', 'resource', 'code'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: `${prefix}api_request_duration_seconds`,
    help: 'Duration of requests to the Kubernetes API; of a watch, until its headers.',
    labelNames: ['method', 'resource'],
    buckets: CALL_BUCKETS_S,
    registers: [registry],
  });
  return ({ method, resource, code, durationMs }) => {
    requests.inc({ method, resource, code });
    durations.observe({ method, resource }, durationMs / 1000);
  };
}

function queueInstruments(registry: Registry, prefix: string): QueueObserver {
  const depth = new Gauge({
    name: `${prefix}queue_depth`,
    help: 'Keys that wait for their turn.',
    registers: [registry],
  });
  const adds = new Counter({
    name: `${prefix}queue_adds_total`,
    help: 'Adds to the queue, by lane, before they collapse.',
    labelNames: ['lane'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: `${prefix}queue_work_duration_seconds`,
    help: 'Duration of the work on one key, by outcome (done, failed).',
    labelNames: ['outcome'],
    buckets: workBuckets,
    registers: [registry],
  });
  return {
    depth: (size) => depth.set(size),
    added: (lane) => adds.inc({ lane }),
    worked: (durationMs, outcome) => durations.observe({ outcome }, durationMs / 1000),
  };
}

function reflectorInstruments(registry: Registry, prefix: string): Metrics['reflector'] {
  const lists = new Counter({
    name: `${prefix}reflector_lists_total`,
    help: 'Whole lists read, by reflector; more than one means that a watch expired.',
    labelNames: ['reflector'],
    registers: [registry],
  });
  const watches = new Counter({
    name: `${prefix}reflector_watches_total`,
    help: 'Watches that are over, by reflector and how they ended (ended, expired, error).',
    labelNames: ['reflector', 'how'],
    registers: [registry],
  });
  return (name) => ({
    listed: () => lists.inc({ reflector: name }),
    watchEnded: (how) => watches.inc({ reflector: name, how }),
    forget: () => {
      lists.remove({ reflector: name });
      for (const how of WATCH_ENDS) watches.remove({ reflector: name, how });
    },
  });
}
