import type { KubeClient } from '../runtime/index.ts';

/** Where and when something is looked at. */
export interface At {
  client: KubeClient;
  namespace: string;
  /** By the clock of the API server; milliseconds since 1970. */
  nowMs: number;
  signal: AbortSignal;
}
