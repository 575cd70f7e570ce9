import { describe, expect, it } from '@jest/globals';

import { createMetrics } from '../../../src/runtime/metrics.ts';

describe('createMetrics', () => {
  it('counts what the client, the queue and the reflectors report', async () => {
    const metrics = createMetrics('op_');

    metrics.onRequest({ method: 'GET', resource: 'secrets', code: '200', durationMs: 20 });
    metrics.queue.added?.('edit');
    metrics.queue.depth?.(3);
    metrics.queue.worked?.(1_500, 'failed');
    metrics.reflector('secrets').listed?.();
    metrics.reflector('secrets').watchEnded?.('expired');
    const text = await metrics.registry.metrics();

    for (const line of [
      'op_api_requests_total{method="GET",resource="secrets",code="200"} 1',
      'op_api_request_duration_seconds_bucket{le="0.025",method="GET",resource="secrets"} 1',
      'op_queue_adds_total{lane="edit"} 1',
      'op_queue_depth 3',
      'op_queue_work_duration_seconds_sum{outcome="failed"} 1.5',
      'op_reflector_lists_total{reflector="secrets"} 1',
      'op_reflector_watches_total{reflector="secrets",how="expired"} 1',
      'process_cpu_seconds_total',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('makes registries that share nothing', async () => {
    const first = createMetrics('op_');
    const second = createMetrics('op_');

    first.queue.depth?.(3);

    expect(await second.registry.getSingleMetricAsString('op_queue_depth')).toContain('op_queue_depth 0');
  });
});
