import type { Connection } from '../../../src/api/resources.ts';
import type { Platform, Verdict } from '../../../src/connectors/index.ts';
import { limitsOf } from '../../../src/reconcilers/limits.ts';
import { Pace } from '../../../src/reconcilers/pace.ts';
import { nextTestDelayMs } from '../../../src/reconcilers/schedule.ts';
import { type KeyedQueue, type Lane, sleep } from '../../../src/runtime/index.ts';
import { fairQueue, pacingOf, testStarts } from '../../../src/wiring.ts';
import { FakeLogger } from '../fake-logger.ts';
import { GridClock } from './grid-clock.ts';

export const minute = 60_000;
export const hour = 60 * minute;
const latencyMs = 200;

/** What the Platform of host 0 says of it. */
export const budget = { concurrency: 4, perSecond: 1 };
/** What host 1 takes in a minute, of which no Platform says anything. */
export const taken = 60;

interface Tested {
  failures: number;
  knownGood: boolean;
  /** When it was tested first. */
  firstAt: number;
}

/** Connections over hosts, tested at the pace and by the schedule of the operator, on a clock that is driven. */
export class Traffic {
  readonly clock = new GridClock();
  readonly begin = this.clock.now();
  /** Requests by host and minute. */
  readonly requests: number[][];
  /** The most at the same time, by host. */
  readonly most: number[];
  readonly tested = new Map<string, Tested>();
  isOut = false;
  readonly #running: number[];
  readonly #queue: KeyedQueue;
  readonly #pace = new Pace({ clock: this.clock });

  constructor(hosts: number) {
    this.requests = Array.from({ length: hosts }, () => []);
    this.most = Array.from({ length: hosts }, () => 0);
    this.#running = [...this.most];
    const options = { clock: this.clock, log: new FakeLogger() } as unknown as Parameters<typeof fairQueue>[0];
    this.#queue = fairQueue(options, {
      concurrency: 400,
      pacing: pacingOf(this.#pace, { isDue: () => true }),
      starts: testStarts,
      work: (key, signal) => this.#test(key, signal),
    });
  }

  add(key: string, lane: Lane = 'edit'): void {
    this.#queue.add(key, { lane });
  }

  /** Requests to a host in each minute of a time. */
  during(host: number, fromMs: number, forMs: number): number[] {
    const from = Math.floor(fromMs / minute);
    return Array.from({ length: Math.ceil(forMs / minute) }, (_, n) => this.requests[host]?.[from + n] ?? 0);
  }

  async #test(key: string, signal: AbortSignal): Promise<void> {
    const host = hostOf(key, this.most.length);
    if (!this.#pace.planned(key, limits(key, host))) return this.add(key);
    const startedAt = this.clock.now() - this.begin;
    const at = Math.floor(startedAt / minute);
    const ofHost = this.requests[host]!;
    const number = (ofHost[at] = (ofHost[at] ?? 0) + 1);
    this.#running[host]! += 1;
    this.most[host] = Math.max(this.most[host]!, this.#running[host]!);
    await sleep(latencyMs, this.clock, signal);
    this.#running[host]! -= 1;
    this.#judge(key, startedAt, this.#verdict(host, number));
  }

  #verdict(host: number, number: number): Verdict {
    const silent = { outcome: 'inconclusive' as const, credential: 'NotSent' as const, checks: [] };
    if (this.isOut) return { ...silent, reason: 'ServiceUnavailable' };
    if (host === 1 && number > taken) return { ...silent, reason: 'RateLimited', retryAfterMs: minute };
    return { outcome: 'connected', credential: 'Accepted', account: {}, access: {}, checks: [] };
  }

  #judge(key: string, startedAt: number, verdict: Verdict): void {
    const before = this.tested.get(key);
    const isConnected = verdict.outcome === 'connected';
    const failures = isConnected ? 0 : (before?.failures ?? 0) + 1;
    const knownGood = isConnected || (before?.knownGood ?? false);
    this.tested.set(key, { failures, knownGood, firstAt: before?.firstAt ?? startedAt });
    const random = this.clock.random();
    const state = { verdict, failures, inconclusive: failures, knownGood, intervalMs: hour, random };
    const delayMs = nextTestDelayMs(state);
    if (delayMs !== undefined) this.#queue.schedule(key, delayMs);
  }
}

function hostOf(key: string, hosts: number): number {
  return Number(key.split('-')[1]) % hosts;
}

function limits(key: string, host: number): ReturnType<typeof limitsOf> {
  const [namespace = '', name = ''] = key.split('/');
  const connection = { metadata: { namespace, name }, spec: { platform: 'p', secretRef: { name } } };
  const platform = { name: 'p', spec: host === 0 ? { budget: { perHost: budget } } : {} } as unknown as Platform;
  return limitsOf(connection as unknown as Connection, { platform, hosts: [`h${host}.example`] });
}
