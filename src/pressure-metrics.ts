import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { TestContext } from './connectors/index.ts';
import type { PaceOptions } from './reconcilers/pace.ts';

const requestBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const verdictBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 600];

/** What is to be told of each HTTP request to a platform. */
export function requestInstrument(registry: Registry): NonNullable<TestContext['onExchange']> {
  const durations = new Histogram({
    name: 'connection_operator_platform_request_duration_seconds',
    help: 'Duration of HTTP requests to platforms, by class of the response ("error": no response, or not a usable one).',
    labelNames: ['class'],
    buckets: requestBuckets,
    registers: [registry],
  });
  return (status, durationMs) =>
    durations.observe({ class: status === undefined ? 'error' : `${Math.floor(status / 100)}xx` }, durationMs / 1000);
}

/** What is to be told of tests that wait for room. */
export function throttledCounter(registry: Registry): NonNullable<PaceOptions['onThrottled']> {
  const counter = new Counter({
    name: 'connection_operator_throttled_seconds_total',
    help: 'Time in which tests waited because a host or an account had no room for one more, summed over them and namespaces.',
    registers: [registry],
  });
  return (ms) => counter.inc(ms / 1000);
}

/** What is to be told of an edit whose verdict is there. */
export function editInstrument(registry: Registry): (edited: 'secret' | 'spec', durationMs: number) => void {
  const durations = new Histogram({
    name: 'connection_operator_edit_to_verdict_seconds',
    help: 'Time from the event of an edited Secret or spec until the verdict on it is in the status.',
    labelNames: ['edited'],
    buckets: verdictBuckets,
    registers: [registry],
  });
  return (edited, durationMs) => durations.observe({ edited }, durationMs / 1000);
}

/** @param held - how many there are now */
export function holdsGauge(registry: Registry, held: () => number): void {
  new Gauge({
    name: 'connection_operator_credentials_held',
    help: 'Credentials that are not sent for now, so that no account is locked.',
    registers: [registry],
    collect() {
      this.set(held());
    },
  });
}
