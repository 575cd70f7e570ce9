import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';

import { createMetrics } from '../../../src/runtime/metrics.ts';

describe('createMetrics', () => {
  it('counts what the client, the queue and the reflectors report', async () => {
    let now = 0;
    const metrics = createMetrics('op_', () => now);

    metrics.onRequest({ method: 'GET', resource: 'secrets', code: '200', durationMs: 20 });
    metrics.queue.added?.('edit', 'a/b');
    now = 2_000;
    metrics.queue.taken?.('a/b');
    metrics.queue.depth?.(3);
    metrics.queue.worked?.(1_500, 'failed', 'a/b');
    metrics.reflector('secrets').listed?.();
    metrics.reflector('secrets').watchEnded?.('expired');
    const text = await metrics.registry.metrics();

    for (const line of [
      'op_api_requests_total{method="GET",resource="secrets",code="200"} 1',
      'op_api_request_duration_seconds_bucket{le="0.025",method="GET",resource="secrets"} 1',
      'op_queue_adds_total{lane="edit"} 1',
      'op_queue_depth 3',
      'workqueue_depth{name="connections"} 3',
      'workqueue_adds_total{name="connections"} 1',
      'workqueue_retries_total{name="connections"} 1',
      'workqueue_queue_duration_seconds_sum{name="connections"} 2',
      'workqueue_work_duration_seconds_sum{name="connections"} 1.5',
      'op_queue_work_duration_seconds_sum{outcome="failed"} 1.5',
      'op_reflector_lists_total{reflector="secrets"} 1',
      'op_reflector_watches_total{reflector="secrets",how="expired"} 1',
      'process_cpu_seconds_total',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('drops the series of a reflector that is no more', async () => {
    const { registry, reflector } = createMetrics('op_');
    const [gone, kept] = [reflector('secrets a'), reflector('secrets b')];
    for (const one of [gone, kept]) {
      one.listed?.();
      one.watchEnded?.('ended');
    }

    gone.forget();

    expect((await registry.metrics()).match(/secrets \w/g)).toEqual(['secrets b', 'secrets b']);
  });

  it('looks at the event loop 20 times a second: each look wakes the process', async () => {
    const { registry } = createMetrics('op_');
    const mean = async (): Promise<number> => {
      const [, value] = /^nodejs_eventloop_lag_mean_seconds (\S+)$/m.exec(await registry.metrics()) ?? [];
      return Number(value);
    };

    // There is none until there was a look.
    let seconds = NaN;
    while (Number.isNaN(seconds)) {
      await delay(200);
      seconds = await mean();
    }

    expect(seconds).toBeGreaterThan(0.03);
  });

  it('makes registries that share nothing', async () => {
    const first = createMetrics('op_');
    const second = createMetrics('op_');

    first.queue.depth?.(3);

    expect(await second.registry.getSingleMetricAsString('op_queue_depth')).toContain('op_queue_depth 0');
  });
});
