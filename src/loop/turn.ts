/** Work of one turn of the event loop may take so long; who asks after that waits for a later one. */
const longMs = 8;
/** Who waits and goes on in one turn, at most. */
const mostATurn = 8;

const waiting: (() => void)[] = [];
/** When this turn of the loop began, or one before it in which nobody asked: by the clock, and by the thread's work. */
let beganAtMs = 0;
let beganMs = 0;
let isMarked = false;
let isPumped = false;

/**
 * To be awaited between pieces of work: lets timers and sockets have their turn where this one was long already, by
 * whosever work. Who measures only its own cannot know: a hundred pieces of 5 ms that become due together are half a second.
 * @returns undefined where there is nothing to wait for
 */
export function turnOfOthers(): Promise<void> | undefined {
  if (!isMarked) {
    isMarked = true;
    setImmediate(mark);
  }
  if (waiting.length === 0 && !isLong()) return undefined;
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.push(resolve);
  if (!isPumped) pumpSoon();
  return promise;
}

/**
 * By the thread's work: neither the loop's waiting nor that for a busy machine is in it. No thread works for longer than the
 * clock goes, and to look at that takes a tenth of the time.
 */
function isLong(): boolean {
  return performance.now() - beganAtMs >= longMs && activeMs() - beganMs >= longMs;
}

function activeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function mark(): void {
  isMarked = false;
  beganAtMs = performance.now();
  beganMs = activeMs();
}

function pumpSoon(): void {
  isPumped = true;
  setImmediate(letFirstGo);
  // Between two of these comes all that the one before has set going.
  for (let more = 1; more < mostATurn; more += 1) setImmediate(letNextGo);
  setImmediate(pumped);
}

function letFirstGo(): void {
  beganAtMs = performance.now();
  beganMs = activeMs();
  waiting.shift()?.();
}

function letNextGo(): void {
  if (waiting.length > 0 && !isLong()) waiting.shift()?.();
}

function pumped(): void {
  isPumped = false;
  if (waiting.length > 0) pumpSoon();
}
