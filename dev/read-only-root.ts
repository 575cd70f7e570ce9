import { spawnSync } from 'node:child_process';

const command = [
  'unshare',
  '--mount',
  'sh',
  '-c',
  'mount --make-rprivate / && mount -o remount,bind,ro / && exec "$@"',
  'sh',
];

/**
 * What is put before a command so that it finds the machine's files read-only, as a container does with a read-only root; the
 * process stays the same one. Undefined where that cannot be done: it takes root on Linux.
 */
export function readOnlyRoot(): readonly string[] | undefined {
  const [program = '', ...args] = command;
  const { status } = spawnSync(program, [...args, 'sh', '-c', '! touch "$0" 2>/dev/null', `/read-only-${process.pid}`]);
  return status === 0 ? command : undefined;
}
