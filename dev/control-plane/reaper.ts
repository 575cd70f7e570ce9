import { spawn } from 'node:child_process';

export interface Reaper {
  /** The processes to kill, instead of those named before; a negative number is a process group. */
  watch(pids: number[]): void;
  /** Nothing is left to kill. */
  end(): void;
}

// Each line replaces the list. A pipe closes however its writer went, so this works where no exit hook runs (SIGKILL,
// a crash of Node itself); nothing but sh is needed.
const SCRIPT = `
while read -r line; do pids=$line; done
[ -z "$pids" ] || kill -9 $pids
[ -z "$1" ] || rm -rf "$1"
`;

/** Kills processes, and removes `temporaryDir`, when this process is gone, whichever way it went. */
export function createReaper(temporaryDir = ''): Reaper {
  const args = ['-c', SCRIPT, 'reaper', temporaryDir];
  const child = spawn('sh', args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.on('error', () => undefined); // no sh: exit hooks alone must do
  child.stdin.on('error', () => undefined);
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref(); // a socket, in truth: it must not keep us alive

  const watch = (pids: number[]): void => void child.stdin.write(`${pids.join(' ')}\n`);
  return {
    watch,
    end: () => {
      watch([]);
      child.stdin.end();
    },
  };
}
