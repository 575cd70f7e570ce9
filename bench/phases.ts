import { setTimeout as delay } from 'node:timers/promises';
import type { OperatorProcess } from '../dev/operator-process.ts';
import type { VerdictWatch } from '../dev/verdict-watch.ts';
import { requestsOf, writesIn, type Requests } from './audit-log.ts';
import { editSecret, type Entry, type Target } from './load.ts';
import { usageOf, usageOfAll } from './process-usage.ts';

export interface Stage {
  /** One for each shard. */
  operators: OperatorProcess[];
  apiServerPid: number | undefined;
  verdicts: VerdictWatch;
  entries: Entry[];
  target: Target;
  log: (line: string) => void;
  requests: (from: number, to: number) => Promise<Requests>;
}

const editsPerSecond = 20;
/** V8 gives room back some eight seconds after the last work. */
const settleMs = 12_000;
const verdictTimeoutMs = 10_000;

export interface Cold {
  seconds: number;
  firstVerdictSeconds: number;
  verdictsPerSecond: number;
  wrongVerdicts: number;
  cpuSeconds: number | undefined;
  apiServerCpuSeconds: number | undefined;
  requestsPerVerdict: number;
  requests: Requests;
}

/** From the start of the operator's process to the last verdict. */
export async function cold(stage: Stage, started: { wallMs: number; atMs: number }): Promise<Cold> {
  const { verdicts, entries, operators, target, apiServerPid = 0 } = stage;
  const apiServerBefore = await usageOf(apiServerPid);
  let firstAt = 0;
  while (verdicts.count < entries.length) {
    if (firstAt === 0 && verdicts.count > 0) firstAt = performance.now();
    await delay(2, undefined, { signal: target.signal });
  }
  const seconds = (performance.now() - started.atMs) / 1000;
  const [usage, apiServer] = await Promise.all([usageOfAll(operators), usageOf(apiServerPid)]);
  const requests = await stage.requests(started.wallMs, Date.now());
  const total = Object.values(requests).reduce((sum, count) => sum + count, 0);
  return {
    seconds,
    firstVerdictSeconds: (firstAt - started.atMs) / 1000,
    verdictsPerSecond: entries.length / seconds,
    wrongVerdicts: entries.length - verdicts.right(entries),
    cpuSeconds: usage?.cpuSeconds,
    apiServerCpuSeconds: apiServer && apiServerBefore && apiServer.cpuSeconds - apiServerBefore.cpuSeconds,
    requestsPerVerdict: total / entries.length,
    requests,
  };
}

export interface Rotation {
  edits: number;
  lost: number;
  p50Ms: number;
  p90Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** Breaks good Secrets, then repairs them; each latency is from the edit sent to the other verdict seen. */
export async function rotation(stage: Stage, edits: number): Promise<Rotation> {
  const broken = stage.entries.filter(({ good }) => good).slice(0, Math.ceil(edits / 2));
  const repairs = broken.slice(0, edits - broken.length);
  const plan = [...broken.map((entry) => ({ ...entry, good: false })), ...repairs];
  const runs: Promise<number | undefined>[] = [];
  const startMs = performance.now();
  for (const [index, entry] of plan.entries()) {
    const dueInMs = startMs + (index * 1000) / editsPerSecond - performance.now();
    if (dueInMs > 0) await delay(dueInMs, undefined, { signal: stage.target.signal });
    runs.push(latencyOf(entry, stage));
  }
  const all = await Promise.all(runs);
  const times = all.filter((ms) => ms !== undefined).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? NaN;
  return { edits, lost: all.length - times.length, p50Ms: at(0.5), p90Ms: at(0.9), p99Ms: at(0.99), maxMs: at(1) };
}

async function latencyOf(entry: Entry, { verdicts, target }: Stage): Promise<number | undefined> {
  const turned = verdicts.turned(entry);
  const sentMs = performance.now();
  await editSecret(entry, target);
  const seenMs = await Promise.race([turned, delay(verdictTimeoutMs, undefined, { ref: false })]);
  return seenMs === undefined ? undefined : seenMs - sentMs;
}

export interface Rest {
  seconds: number;
  writes: number;
  writesPerMinute: number;
  requests: Requests;
}

export async function rest(stage: Stage, seconds: number): Promise<Rest> {
  await delay(settleMs, undefined, { signal: stage.target.signal });
  const from = Date.now();
  await delay(seconds * 1000, undefined, { signal: stage.target.signal });
  const requests = await stage.requests(from, Date.now());
  const writes = writesIn(requests);
  return { seconds, writes, writesPerMinute: (writes * 60) / seconds, requests };
}

export function requestsBy(user: string, auditLogPath: string | undefined): Stage['requests'] {
  return async (from, to) => (auditLogPath === undefined ? {} : requestsOf(user, auditLogPath, [from, to]));
}
