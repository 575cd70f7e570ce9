/** What a piece of work cost this process. */
export interface Strain {
  /** The longest that a timer of 5 ms had to wait for work of the process: time of the thread, so that a busy machine has no part in it. */
  pauseMs: number;
  /** Of the thread. */
  cpuMs: number;
  wallMs: number;
  /** By how much the memory of the process grew at most. */
  memoryMiB: number;
}

export async function strainOf<T>(work: () => Promise<T>): Promise<Strain & { result: T }> {
  const [start, memory, startedMs] = [threadMs(), process.memoryUsage.rss(), performance.now()];
  let [last, pauseMs, most] = [start, 0, memory];
  const look = () => {
    const now = threadMs();
    pauseMs = Math.max(pauseMs, now - last);
    last = now;
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 5);
  try {
    const result = await work();
    look();
    const wallMs = performance.now() - startedMs;
    return { result, pauseMs, wallMs, cpuMs: last - start, memoryMiB: (most - memory) / 2 ** 20 };
  } finally {
    clearInterval(timer);
  }
}

export function told({ pauseMs, cpuMs, wallMs, memoryMiB }: Strain): string {
  const [wall, cpu, pause, memory] = [wallMs, cpuMs, pauseMs, memoryMiB].map((number) => number.toFixed(0));
  return `${wall} ms, of them ${cpu} at work, ${pause} at most without a pause, +${memory} MiB`;
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
