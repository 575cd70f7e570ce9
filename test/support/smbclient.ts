import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why tests that need smbclient cannot run here; undefined where they can. */
export function lacksSmbclient(): string | undefined {
  const { status } = spawnSync('smbclient', ['--version'], { stdio: 'ignore' });
  return status === 0 ? undefined : 'smbclient is not installed (Debian: apt-get install smbclient)';
}

/**
 * Lets a script of sh run where the operator starts smbclient, until it is removed.
 * @param script - is told a directory of its own, and the path of the real smbclient
 */
export function inPlaceOfSmbclient(script: (directory: string, smbclient: string) => string): {
  directory: string;
  remove(): void;
} {
  const path = process.env['PATH'] ?? '';
  const smbclient = spawnSync('sh', ['-c', 'command -v smbclient'], { encoding: 'utf8' }).stdout.trim();
  const directory = mkdtempSync(join(tmpdir(), 'smbclient-'));
  writeFileSync(join(directory, 'smbclient'), `#!/bin/sh\n${script(directory, smbclient)}\n`, { mode: 0o700 });
  process.env['PATH'] = `${directory}:${path}`;
  return {
    directory,
    remove() {
      process.env['PATH'] = path;
      rmSync(directory, { recursive: true });
    },
  };
}
