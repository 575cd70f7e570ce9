import { readFile } from 'node:fs/promises';

/** USER_HZ, 100 on every architecture that Node runs on (proc(5)). */
const ticksPerSecond = 100;

export interface Usage {
  /** User and system. */
  cpuSeconds: number;
  rssMiB: number;
  peakRssMiB: number;
}

/** What a process has taken so far; undefined where there is no /proc. */
export async function usageOf(pid: number): Promise<Usage | undefined> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ]);
    // Fields are counted from behind the name, which may have blanks: state is the first, utime the 12th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
      rssMiB: mebibytes(status, 'VmRSS'),
      peakRssMiB: mebibytes(status, 'VmHWM'),
    };
  } catch {
    return undefined;
  }
}

/** Of all of them; undefined where there is no /proc. */
export async function usageOfAll(processes: readonly { pid: number }[]): Promise<Usage | undefined> {
  const all = await Promise.all(processes.map(({ pid }) => usageOf(pid)));
  const known = all.filter((usage) => usage !== undefined);
  const sum = (of: (usage: Usage) => number): number => known.reduce((total, usage) => total + of(usage), 0);
  if (known.length === 0) return undefined;
  return { cpuSeconds: sum((u) => u.cpuSeconds), rssMiB: sum((u) => u.rssMiB), peakRssMiB: sum((u) => u.peakRssMiB) };
}

function mebibytes(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
}
