import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReaper } from '../../../dev/control-plane/reaper.ts';
import { until } from '../../support/until.ts';

const REAPER = join(import.meta.dirname, '../../../dev/control-plane/reaper.ts');

/** A process that has one of its own watched, says which, and waits. */
function startOwner(folder: string) {
  const script = `
    import { spawn } from 'node:child_process';
    import { createReaper } from ${JSON.stringify(REAPER)};
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    createReaper(${JSON.stringify(folder)}).watch([child.pid]);
    console.log(child.pid);
    setInterval(() => undefined, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('createReaper', () => {
  it('kills what it watches and removes the folder when its owner is killed outright', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reaper-'));
    const owner = startOwner(folder);
    const pid = Number(await new Promise((resolve) => owner.stdout.once('data', (line) => resolve(String(line)))));
    expect(isAlive(pid)).toBe(true);

    owner.kill('SIGKILL');

    await until(() => !isAlive(pid) && !existsSync(folder));
  });

  it('leaves alone what it no longer watches', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reaper-'));
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    const reaper = createReaper(folder);
    reaper.watch([child.pid ?? 0]);

    reaper.end();

    await until(() => !existsSync(folder)); // it has done all that it will do
    expect(isAlive(child.pid ?? 0)).toBe(true);
    child.kill();
  });
});
