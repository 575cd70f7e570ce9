import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { onLoopback } from '../../dev/loopback.ts';
import { expected } from '../../quickstart/expected.ts';
import { startPlatformServers } from '../../quickstart/platform-servers.ts';
import { ports } from '../../quickstart/ports.ts';

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

// In this file, because its servers are on the ports that the quickstart wants too.
describe('connection test -f examples/quickstart', () => {
  const command = ['src/cli/main.ts', 'test', '-f'];
  const states: Readonly<Record<string, string>> = { Retrying: 'Inconclusive' };

  it('shows the ladder of each, as the operator judges them, while the servers are there', async () => {
    const servers = await startPlatformServers();
    const [all, one] = await during(servers, () =>
      Promise.all([run([...command, 'examples/quickstart']), run([...command, 'examples/quickstart/sftp.yaml'])]),
    );

    expect({ code: all.code, stderr: all.stderr }).toEqual({ code: 1, stderr: '' });
    for (const [name, { status, reason }] of Object.entries(expected))
      expect(ladderOf(name, all.stdout)).toBe(`${states[status] ?? status} ${reason}`);
    expect(all.stdout).toMatch(/✓ sftp \(sftp\) {2}Connected\n( {4}✓ \w+\n){4} {4}account: scanner /);
    expect({ code: one.code, stderr: one.stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('says how to start the servers while they are not there', async () => {
    const [all, one] = await Promise.all([
      run([...command, 'examples/quickstart']),
      run([...command, 'examples/quickstart/sftp.yaml']),
    ]);

    expect(all.code).toBe(1);
    expect(ladderOf('webdav', all.stdout)).toBe('Inconclusive ConnectionRefused');
    expect(ladderOf('unknown-platform', all.stdout)).toBe('Failed PlatformNotFound');
    expect(all.stderr.trim()).toMatch(/^Nothing listens .* these 12 Connections.*`npm run quickstart`.*$/);
    expect(one.code).toBe(3);
    expect(one.stderr.trim()).toMatch(/^Nothing listens .* this Connection: start the servers first\..*$/);
  });

  /** Status and reason from its ladder, which has a stage at least. */
  function ladderOf(name: string, stdout: string): string | undefined {
    const found = new RegExp(`^. ${name} \\(\\S+\\) {2}(\\w+)(?: {2}(\\w+))?\n {4}[✓✗] Resolved$`, 'm').exec(stdout);
    return found?.[1] && `${found[1]} ${found[2] ?? 'Verified'}`;
  }
});

it('says which port is taken, and starts nothing', async () => {
  const other = await onLoopback(createServer(), ports.S3);
  const { code, stdout, stderr } = await during(other, () => run(['quickstart/quickstart.ts', '--once']));

  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.trim()).toBe(
    'Something listens on 127.0.0.1 already, where examples/quickstart expects its own servers: port 28025 (S3). ' +
      'Is another quickstart running? Stop it first.',
  );
});

async function during<T>(server: { stop(): Promise<void> }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await server.stop();
  }
}

async function run(args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}
