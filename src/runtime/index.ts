export { ApiError, NetworkError } from './api-error.ts';
export type { Query, RequestObservation } from './api-transport.ts';
export { KubeClient, METADATA_ONLY, METADATA_ONLY_LIST } from './client.ts';
export type {
  ApplyOptions,
  CallOptions,
  DeleteOptions,
  JsonPatchOperation,
  KubeClientOptions,
  WriteOptions,
} from './client.ts';
export { sleep, systemClock } from './clock.ts';
export type { Clock } from './clock.ts';
export { recordEvent } from './events.ts';
export type { EventRegarding, EventSink, KubeEvent } from './events.ts';
export { eventLoopHeartbeat, healthRoute, metricsRoute, watchHeartbeat } from './health.ts';
export type { HealthCheck } from './health.ts';
export { startHttpServer } from './http-server.ts';
export type { RunningHttpServer } from './http-server.ts';
export { KeyedQueue } from './keyed-queue.ts';
export type { KeyedQueueOptions, WorkResult } from './keyed-queue.ts';
export { loadKubeConfig, SharedKubeConfig } from './kube-config.ts';
export { objectKey } from './kube-object.ts';
export type { KubeList, KubeMetadata, KubeObject } from './kube-object.ts';
export type { Lane } from './lanes.ts';
export { createLogger } from './log.ts';
export type { LogFields, Logger, LogLevel } from './log.ts';
export { createMetrics } from './metrics.ts';
export type { Metrics } from './metrics.ts';
export { createRedactor } from './redactor.ts';
export type { Redactor } from './redactor.ts';
export { Reflector } from './reflector.ts';
export type { ReflectorOptions, WatchEnd } from './reflector.ts';
export { onSignals } from './shutdown.ts';
