import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expected } from '../../quickstart/expected.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The first time a control plane has to be fetched or built. */
const limitMs = 15 * 60_000;

it(
  'shows every Connection as it has to be, repairs one, and cleans up',
  async () => {
    const { code, stdout, stderr } = await run(['quickstart/quickstart.ts', '--once']);

    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const table = stdout.split('\n').map((line) => line.trim().split(/ {3,}/));
    expect(table).toContainEqual(['NAME', 'PLATFORM', 'STATUS', 'REASON', 'ACCOUNT', 'TESTED', 'AGE']);
    for (const [name, { status, reason }] of Object.entries(expected)) {
      expect(table).toContainEqual(expect.arrayContaining([name, status, reason]));
    }
    expect(stdout).toMatch(/Connected \d+ ms after the Secret was edited/);
    expect(stdout).not.toContain('\u001B');
  },
  limitMs,
);

it.each([['--once=maybe'], ['--twice'], ['more']])('says what is wrong with %s', async (flag) => {
  const { code, stderr } = await run(['quickstart/quickstart.ts', flag]);

  expect(code).toBe(2);
  expect(stderr).toContain('Exit codes:');
});

async function run(args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}
