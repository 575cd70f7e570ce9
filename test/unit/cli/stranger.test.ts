import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { runCli } from '../../support/cli.ts';

/** What somebody sees who types before reading: each mistake is named, with its code, and nothing is tried. */
const kubeconfig = '/nonexistent';

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
])('connection %j is wrong input', async (args, said) => {
  const { code, stdout, stderr } = await runCli(args);

  expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(said)]);
});

it.each([
  ['json', (text: string) => (JSON.parse(text) as { name: string }[])[0]?.name],
  ['yaml', (text: string) => (parse(text) as { name: string }[])[0]?.name],
  ['name', (text: string) => text.trim().replace('platform/', '')],
  ['wide', (text: string) => /^webdav(?= )/m.exec(text)?.[0]],
])('lists platforms as %s', async (output, nameIn) => {
  expect(nameIn((await runCli(['platforms', 'webdav', '-o', output])).stdout)).toBe('webdav');
});

const folder = mkdtempSync(join(tmpdir(), 'stranger-'));
afterAll(() => rmSync(folder, { recursive: true }));

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
