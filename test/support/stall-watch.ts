import { once } from 'node:events';
import { openSync, readSync } from 'node:fs';
import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';

/** A time in which the event loop did not turn. */
export interface Stall {
  ms: number;
  /** In which the thread was at work. */
  workMs: number;
  /** In which it was ready and no processor was free (Linux; elsewhere 0). What is left it waited for others of its process. */
  waitedMs: number;
  /** In which garbage was collected from all that lives, at a time of V8's own choice. */
  garbageMs: number;
  /** What was being done. */
  during: string;
}

export interface Watched {
  /** By a thread of its own, which nothing of this one can hold up. */
  longestMs: number;
  /** By which that thread itself was late at most, because the machine had other things to do. */
  lateMs: number;
  /** The longest work of this thread between two turns. */
  work: Stall;
  /** The longest without what V8 took to collect garbage from all that lives. */
  own: Turn;
  /** The longest without waiting for a processor: how long it would have been on a machine with nothing else to do. */
  stood: Turn;
  /** What V8 took for that at most, in one go. */
  garbageMs: number;
  /** By what was done: work of this thread without a turn that took longer than the bound. */
  hard: Set<string>;
  /** Longer than the limit. */
  stalls: Stall[];
  /** Turns of more work than the limit, whatever at. */
  long: Turn[];
}

interface Gap {
  /** Milliseconds since 1970. */
  from: number;
  ms: number;
}

export interface Turn extends Gap, Stall {
  ownMs: number;
  stoodMs: number;
}

/** Runs in its own thread: how long the beat of the other one stays away. */
const watcher = `
  const { workerData: { beats, limitMs }, parentPort } = require('node:worker_threads');
  const now = () => performance.timeOrigin + performance.now();
  const seen = new Int32Array(beats);
  let [last, since, longest, late, before] = [0, 0, 0, 0, now()];
  const gaps = [];
  parentPort.postMessage('ready');
  while (Atomics.load(seen, 1) === 0) {
    Atomics.wait(seen, 1, 0, 1);
    const at = now();
    late = Math.max(late, at - before - 1);
    before = at;
    const beat = Atomics.load(seen, 0);
    if (beat !== last) {
      if (since > 0) longest = Math.max(longest, at - since);
      if (since > 0 && at - since > limitMs) gaps.push({ from: since, ms: at - since });
      [last, since] = [beat, at];
    }
  }
  parentPort.postMessage({ longest, late, gaps });
`;

/**
 * Watches the event loop of this thread from outside, by a timer that is not its own, while work is done.
 * @param work - is given a function to say what it does next
 */
export async function watchingStalls<T>(
  { limitMs, boundMs }: { limitMs: number; boundMs: number },
  work: (doing: (what: string) => void) => Promise<T>,
): Promise<Watched & { result: T }> {
  const beats = new SharedArrayBuffer(8);
  const seen = new Int32Array(beats);
  const thread = new Worker(watcher, { eval: true, workerData: { beats, limitMs } });
  await once(thread, 'message');
  const garbage = new Garbage();
  const turns = new Turns(boundMs);
  const timer = setInterval(() => {
    Atomics.add(seen, 0, 1);
    turns.look();
  }, 2);
  try {
    const result = await work((what) => (turns.during = what));
    // So that the last work is seen, and the last collection told.
    await new Promise((resolve) => setTimeout(resolve, 20));
    Atomics.store(seen, 1, 1);
    const [told] = (await once(thread, 'message')) as [{ longest: number; late: number; gaps: Gap[] }];
    const { longest: longestMs, late: lateMs, gaps } = told;
    const stalls = gaps.map((gap) => ({ ...turns.in(gap), ms: gap.ms, garbageMs: overlap(gap, garbage.times) }));
    const { longest, hard } = turns;
    const all = turns.without(garbage.times);
    const long = all.filter((turn) => turn.workMs > limitMs);
    const own = all[0]!;
    const stood = all.toSorted((a, b) => b.stoodMs - a.stoodMs)[0]!;
    return { result, longestMs, lateMs, work: longest, own, stood, garbageMs: garbage.longestMs, hard, stalls, long };
  } finally {
    clearInterval(timer);
    garbage.end();
    await thread.terminate();
  }
}

type GarbageEntry = PerformanceEntry & { detail: { kind: number } };

/** When garbage was collected from all that lives. That of the youngest is work of who made it. */
class Garbage {
  readonly times: Gap[] = [];
  readonly #observer = new PerformanceObserver((list) => {
    for (const { startTime, duration, detail } of list.getEntries() as GarbageEntry[]) {
      if (detail.kind === constants.NODE_PERFORMANCE_GC_MINOR) continue;
      this.times.push({ from: performance.timeOrigin + startTime, ms: duration });
    }
  });

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  get longestMs(): number {
    return Math.max(0, ...this.times.map(({ ms }) => ms));
  }

  end(): void {
    this.#observer.disconnect();
  }
}

/** What this thread itself knows of its turns. */
class Turns {
  during = '';
  longest: Stall = { ms: 0, workMs: 0, waitedMs: 0, garbageMs: 0, during: '' };
  readonly hard = new Set<string>();
  readonly #long: (Gap & Stall)[] = [];
  readonly #boundMs: number;
  readonly #waitedMs = startWaited();
  #last = { at: nowMs(), work: workMs(), waited: this.#waitedMs() };

  constructor(boundMs: number) {
    this.#boundMs = boundMs;
  }

  look(): void {
    const { at, work, waited } = this.#last;
    this.#last = { at: nowMs(), work: workMs(), waited: this.#waitedMs() };
    const turn = {
      from: at,
      ms: this.#last.at - at,
      workMs: this.#last.work - work,
      waitedMs: this.#last.waited - waited,
      garbageMs: 0,
      during: this.during,
    };
    if (turn.workMs > this.#boundMs) this.hard.add(this.during);
    if (turn.workMs > this.longest.workMs) this.longest = turn;
    if (turn.ms > 10) this.#long.push(turn);
  }

  /** The longer turns, the longest first, each with its own work: what it cannot have waited or collected garbage in. */
  without(garbage: readonly Gap[]): Turn[] {
    const own = ({ ms, workMs: used, ...turn }: Gap & Stall): Turn => {
      const garbageMs = overlap({ from: turn.from, ms }, garbage);
      const stoodMs = ms - turn.waitedMs;
      return { ...turn, ms, workMs: used, garbageMs, ownMs: Math.min(used, ms - garbageMs), stoodMs };
    };
    const none: Turn = { from: 0, ms: 0, workMs: 0, waitedMs: 0, garbageMs: 0, during: '', ownMs: 0, stoodMs: 0 };
    return [...this.#long.map(own), none].toSorted((a, b) => b.ownMs - a.ownMs);
  }

  /** The turns within a time, by what was done in the longest of them. */
  in(gap: Gap): Stall {
    const within = this.#long.filter((turn) => overlap(gap, [turn]) > 0).toSorted((a, b) => b.ms - a.ms);
    const { workMs: used = 0, waitedMs = 0, during = '' } = within[0] ?? {};
    return { ms: gap.ms, workMs: used, waitedMs, garbageMs: 0, during };
  }
}

function overlap({ from, ms }: Gap, others: readonly Gap[]): number {
  return others.reduce(
    (sum, other) => sum + Math.max(0, Math.min(from + ms, other.from + other.ms) - Math.max(from, other.from)),
    0,
  );
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

function workMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** How long this thread has been ready without a processor; Linux counts it (sched-stats.txt of its documentation). */
function startWaited(): () => number {
  if (process.platform !== 'linux') return () => 0;
  const file = openSync('/proc/thread-self/schedstat', 'r');
  const text = Buffer.alloc(80);
  return () => Number(text.toString('latin1', 0, readSync(file, text, 0, text.length, 0)).split(' ')[1]) / 1e6;
}
