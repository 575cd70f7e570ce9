import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { program } from '../../../src/cli/program.ts';
import { runCli } from '../../support/cli.ts';

/** What somebody sees who types before reading: each mistake is named, with its code, and nothing is tried. */
const kubeconfig = '/nonexistent';
const folder = mkdtempSync(join(tmpdir(), 'stranger-'));
afterAll(() => rmSync(folder, { recursive: true }));
const commands = program({ ...process, signal: new AbortController().signal }, () => {}).commands.map((one) =>
  one.name(),
);

it.each([
  [['nosuch'], /unknown command 'nosuch'/],
  [['tset'], /Did you mean test\?/],
  [['test'], /name a Connection, or files/],
  [['test', '-f'], /argument missing/],
  [['test', '-f', 'nope.yaml'], /there is no such file/],
  [['test', '-f', 'examples/webdav.yaml', '-f', 'examples/webdav.yaml'], /it is in examples\/webdav.yaml:10 too/],
  [['test', '-f', 'examples/webdav.yaml', '-o', 'nosuch'], /Allowed choices are wide, json, yaml, junit, name/],
  [['test', 'one', '-f', 'examples/webdav.yaml'], /take either names or -f/],
  [['test', '-f', 'examples/webdav.yaml', '--fail-on', 'nosuch'], /Allowed choices are inconclusive/],
  [['platforms', 'nosuchplatform'], /no platform is called nosuchplatform/],
  [['platforms', 'a', 'b'], /too many arguments/],
  [['platforms', '-o', 'junit'], /Allowed choices are wide, json, yaml, name/],
  [['explain'], /name a platform or a reason/],
  [['explain', 'nosuch'], /is no platform and no reason/],
  [['explain', 'RateLimitd'], /perhaps RateLimited is meant/],
  [['explain', 'box', 'nosuch'], /there are jwt, client-credentials/],
  [['new', 'nosuch'], /there is no platform nosuch/],
  [['new', 'webdav'], /give --method/],
  [['login'], /missing required argument/],
  [['login', 'box', 'nosuch'], /has no sign-in for method nosuch/],
  [['login', 'box', '--port', 'abc'], /a port is a number/],
  [['status', 'one', '-A'], /a name is in one namespace/],
  [['status', '-o', 'nosuch'], /Allowed choices are wide, json, yaml, name/],
  [['status', '--kubeconfig', kubeconfig], /cannot read the kubeconfig/],
  [['wait'], /missing required argument/],
  [['wait', 'one', '--timeout', 'abc'], /write it as 30s, 5m or 1h/],
  [['wait', 'one', '--for', 'nosuch'], /Allowed choices are connected, verdict/],
  [['test-now'], /missing required argument/],
  [['suspend', 'one', '--kubeconfig', kubeconfig], /cannot read the kubeconfig/],
  [['export'], /--to <program>' not specified/],
  [['export', 'one', '--to', 'nosuch'], /Allowed choices are rclone/],
  [['completion', 'nosuch'], /Allowed choices are bash, zsh, fish/],
  [['console', '--port', '99999'], /a port is a number up to 65535/],
  [['help', 'nosuch'], /^connection: unknown command 'nosuch'\n/],
  [['test', '--nosuch'], /^connection: unknown option '--nosuch'\n\(`connection test --help` shows/],
])('connection %j is wrong input', async (args, said) => {
  const { code, stdout, stderr } = await runCli(args);

  expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(said)]);
});

it('keeps its help within 80 columns', async () => {
  for (const command of ['', ...commands]) {
    const { stdout } = await runCli([...(command === '' ? [] : [command]), '--help']);
    const wide = stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('  connection '));

    expect({ command, wide }).toEqual({ command, wide: [] });
  }
});

it('says each time as it is typed', async () => {
  expect((await runCli(['wait', '--help'])).stdout).toMatch(/--timeout <duration> +how long \(default: 2m\)/);
});

it('knows a reason however it is written', async () => {
  expect((await runCli(['explain', 'ratelimited'])).stdout).toMatch(/^RateLimited {2}inconclusive/);
});

it('offers the file of the vendor where that holds all', async () => {
  const { stdout } = await runCli(['explain', 'box', 'jwt']);

  expect(stdout).toContain('stringData:\n  configJson: REPLACE\n---');
  expect(stdout.match(/^ {2}configJson: /gm)).toHaveLength(2);
});

describe('run by kubectl', () => {
  const asPlugin = (...args: string[]) => {
    const link = join(folder, 'kubectl-connection');
    if (!existsSync(link)) symlinkSync(join(process.cwd(), 'bin/connection.js'), link);
    return spawnSync(process.execPath, [link, ...args], { encoding: 'utf8' });
  };

  it.each([
    [['--help'], /^Usage: kubectl connection \[options\]/, /(?<!kubectl )\bconnection [a-z-]+ (?:-|--help|[a-z]+ -)/],
    [['test', '--help'], /^Usage: kubectl connection test/, /\n {2}connection test/],
    [['platforms', 'nosuch'], /`kubectl connection platforms` lists all/, /`connection /],
    [['nosuch'], /`kubectl connection --help` shows/, /`connection /],
  ])(
    'it names the command that can be typed: %j',
    (args, said, never) => {
      const { stdout, stderr } = asPlugin(...args);

      expect(stdout + stderr).toMatch(said);
      expect(stdout + stderr).not.toMatch(never);
    },
    60_000,
  );
});

it('takes the Node.js of a clone where that of PATH is too old', () => {
  // What is looked for first says that it is another one, as a program of that version would.
  const old = join(folder, 'old.mjs');
  writeFileSync(old, "Object.defineProperty(process.versions, 'node', { value: '20.1.0' });");
  const { status, stdout } = spawnSync(process.execPath, ['--import', old, 'bin/connection.js', '--version'], {
    encoding: 'utf8',
  });

  expect([status, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
}, 60_000);

it('ends with 130 where somebody stops it', async () => {
  const asked = new AbortController();
  asked.abort(new Error('stopped'));
  const { code, stderr } = await runCli(['status', '--kubeconfig', unreachable()], { signal: asked.signal });

  expect([code, stderr]).toEqual([130, 'connection: stopped\n']);
});

it('says why the cluster does not respond', async () => {
  const { code, stderr } = await runCli(['status', '--kubeconfig', unreachable()]);

  expect([code, stderr]).toEqual([
    3,
    expect.stringMatching(/^connection: the cluster does not respond \(connect ECONNREFUSED 127\.0\.0\.1:1\)\. Check/),
  ]);
});

function unreachable(): string {
  const file = join(folder, 'unreachable.yaml');
  const cluster = { name: 'c', cluster: { server: 'https://127.0.0.1:1' } };
  const context = { name: 'c', context: { cluster: 'c', user: 'u' } };
  const users = [{ name: 'u', user: { token: 'x' } }];
  writeFileSync(
    file,
    JSON.stringify({ kind: 'Config', 'current-context': 'c', clusters: [cluster], contexts: [context], users }),
  );
  return file;
}

it.each([
  ['json', (text: string) => (JSON.parse(text) as { name: string }[])[0]?.name],
  ['yaml', (text: string) => (parse(text) as { name: string }[])[0]?.name],
  ['name', (text: string) => text.trim().replace('platform/', '')],
  ['wide', (text: string) => /^webdav(?= )/m.exec(text)?.[0]],
])('lists platforms as %s', async (output, nameIn) => {
  expect(nameIn((await runCli(['platforms', 'webdav', '-o', output])).stdout)).toBe('webdav');
});

it.each([['platforms'], ['explain', 'box'], ['completion', 'zsh'], ['--help']])(
  'says nothing to a reader who has gone: %s %s',
  async (...args) => {
    const child = spawn(process.execPath, ['bin/connection.js', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const errors: string[] = [];
    child.stderr.on('data', (chunk) => errors.push(String(chunk)));
    const code = await new Promise((resolve) => child.on('close', resolve));

    expect([code, errors.join('')]).toEqual([141, '']);
  },
  60_000,
);

describe('completion', () => {
  const has = (shell: string) => {
    try {
      execFileSync(shell, ['-c', 'true']);
      return true;
    } catch {
      process.stderr.write(`!!! NOT TESTED: completion in ${shell}, which is not installed\n`);
      return false;
    }
  };
  const script = async (shell: string) => (await runCli(['completion', shell])).stdout;

  (has('fish') ? it : it.skip)('completes commands, flags and platforms in fish', async () => {
    const file = join(folder, 'connection.fish');
    writeFileSync(file, await script('fish'));
    const complete = (line: string) =>
      execFileSync('fish', ['--no-config', '-c', `source ${file}; complete -C '${line}'`], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .map((one) => one.split('\t')[0]);

    expect(complete('connection te')).toEqual(['test', 'test-now']);
    expect(complete('connection wait --ti')).toEqual(['--timeout']);
    expect(complete('connection explain sharepoint-o')).toEqual(['sharepoint-online']);
    expect(complete('kubectl-connection te')).toEqual(['test', 'test-now']);
  });

  (has('zsh') ? it : it.skip)(
    'completes commands, flags and platforms in zsh',
    async () => {
      const file = join(folder, 'connection.zsh');
      writeFileSync(file, await script('zsh'));
      // Completion needs the line editor, and so a terminal of its own: zpty is zsh's.
      const ask = join(folder, 'ask.zsh');
      writeFileSync(
        ask,
        `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PROMPT=; autoload -U compinit; compinit -D -u; source ${file}; bindkey '^I' list-choices; echo REA''DY"
zpty -r shell line '*READY*'
zpty -w -n shell "$1"$'\\t'
repeat 600; do
  if zpty -r -t shell piece; then print -rn -- "$piece"; seen+=$piece; fi
  [[ $seen == *$2* ]] && break
  sleep 0.05
done
zpty -d shell
`,
      );
      const complete = (line: string, awaited: string) =>
        new Promise<string>((resolve) => {
          const env = { ...process.env, TERM: 'dumb', HOME: folder };
          execFile('zsh', ['-f', ask, line, awaited], { env, encoding: 'utf8' }, (_error, stdout) => resolve(stdout));
        });

      expect(await complete('connection te', 'test-now')).toContain('test-now');
      expect(await complete('connection wait --', '--timeout')).toContain('--timeout');
      expect(await complete('connection explain sharepoint-', 'sharepoint-server')).toContain('sharepoint-server');
    },
    60_000,
  );
});
