/**
 * The command that stops the process of a PID file in a container, so that the kernel still takes connections and nobody
 * speaks on them, or that lets it go on. A process with threads goes on for a while after the signal: this waits for all.
 */
export function silenceCommand(pidFile: string, silent: boolean): string[] {
  const states = 'cat /proc/$pid/task/*/status | grep ^State:';
  const script = silent
    ? `kill -STOP $pid; while ${states} | grep -qv "T (stopped)"; do sleep 0.01; done`
    : 'kill -CONT $pid';
  return ['bash', '-c', `set -e; pid=$(cat ${pidFile}); ${script}`];
}
