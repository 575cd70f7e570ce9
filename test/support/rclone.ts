import { spawnSync } from 'node:child_process';
import { describe, it } from '@jest/globals';
import { skips } from './not-tested.ts';

const { status } = spawnSync('rclone', ['version'], { stdio: 'ignore' });

/** Tests that run Debian's rclone: skipped where it is not installed, which fails with CI=true. */
export function describeWithRclone(name: string, body: () => void): void {
  if (status === 0) return describe(name, body);
  describe(name, () => {
    const lacks = 'rclone is not installed (Debian: apt-get install rclone)';
    const run = skips(name, lacks) ? it.skip : it;
    run('runs', () => Promise.reject(new Error(lacks)));
  });
}

/** What rclone prints; it uses no other configuration than the one given. @throws Error with what it says if it fails */
export function rclone(args: readonly string[], config = '/dev/null'): string {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };
  const ended = spawnSync('rclone', ['--config', config, ...args], { encoding: 'utf8', env, timeout: 60_000 });
  if (ended.status !== 0) throw new Error(`rclone ${args[0]}: ${ended.stderr}`);
  return ended.stdout;
}
