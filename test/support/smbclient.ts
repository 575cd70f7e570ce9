import { spawnSync } from 'node:child_process';

/** Why tests that need smbclient cannot run here; undefined where they can. */
export function lacksSmbclient(): string | undefined {
  const { status } = spawnSync('smbclient', ['--version'], { stdio: 'ignore' });
  return status === 0 ? undefined : 'smbclient is not installed (Debian: apt-get install smbclient)';
}
