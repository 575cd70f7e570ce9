import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { scripts: Record<string, string> };
/** The first time a control plane has to be fetched or built. */
const limitMs = 15 * 60_000;

it(
  'waits for both ends of a Job with the rights of its ServiceAccount, copies the files, and cleans up',
  async () => {
    const { code, stdout, stderr } = await run([]);

    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const waits = stdout.indexOf('The Job waits');
    expect(waits).toBeGreaterThan(stdout.indexOf('kubectl wait --namespace=default --for=condition=Connected'));
    expect(stdout.slice(0, waits)).toMatch(/destination +webdav +Failed +SecretNotFound/);
    expect(stdout.slice(waits)).toContain('connection.connection-operator.dev/destination condition met');
    expect(stdout).toContain('with the content of the source: february.csv, january.csv, march.csv');
    expect(stdout).not.toContain('the password of the archive');
  },
  limitMs,
);

it('says what is wrong with flags', async () => {
  const { code, stderr } = await run(['--once']);

  expect(code).toBe(2);
  expect(stderr).toContain('Exit codes:');
});

async function run(args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const [, file = ''] = /^node (\S+)$/.exec(scripts['demo:job'] ?? '') ?? [];
  const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}
