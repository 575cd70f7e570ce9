import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { reasons } from '../../../src/api/reasons.ts';
import { registry } from '../../../src/connectors/index.ts';
import { runCli } from '../../support/cli.ts';

it('lists every platform that is not retired', async () => {
  const { code, stdout } = await runCli(['platforms', '-o', 'json']);

  const offered = [...registry.values()].filter(({ spec }) => !spec.retired).map(({ name }) => name);
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)).toEqual(offered);
});

it.each([
  ['box', 'box'],
  ['drive', 'google-drive'],
  ['CloudStorage', 'amazon-s3'],
  ['shrepoint online', 'sharepoint-online'],
])('finds %s', async (search, name) => {
  expect((await runCli(['platforms', search, '-o', 'name'])).stdout).toContain(`platform/${name}\n`);
});

it.each([...registry.values()].filter(({ spec }) => !spec.retired).map(({ name }) => name))(
  'explains %s with a manifest that can be filled in',
  async (name) => {
    const { code, stdout } = await runCli(['explain', name]);

    expect(code).toBe(0);
    const manifests = parseAllDocuments(stdout.slice(stdout.indexOf('\napiVersion: ')));
    expect(manifests.flatMap(({ errors }) => errors)).toEqual([]);
    expect(manifests.at(-1)?.toJS()).toMatchObject({ kind: 'Connection', spec: { platform: name } });
  },
);

it.each(Object.keys(reasons))('explains the reason %s', async (reason) => {
  const { code, stdout } = await runCli(['explain', reason]);

  expect(code).toBe(0);
  expect(stdout).toContain(reason);
  expect(existsSync(new URL(`../../../docs/reasons/${reason}.md`, import.meta.url))).toBe(true);
});

it.each([
  [['explain', 'dropbx'], /perhaps dropbox/],
  [['explain', 'RateLimitted'], /perhaps RateLimited is meant/],
  [['explain', 'box', 'magic'], /has no method magic: there are jwt/],
  [['platforms', 'qqqqqq'], /no platform is called/],
  [['explian'], /Did you mean explain/],
])('%j is wrong input', async (args, message) => {
  const { code, stderr } = await runCli(args);

  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

it('explains how a Platform of your own judges a response', async () => {
  const file = new URL('../../../examples/platforms/internal-service.yaml', import.meta.url).pathname;

  expect((await runCli(['explain', '-f', file])).stdout).toContain('has no mistakes');
});

it.each(['bash', 'zsh', 'fish'])('%s takes the completion script', async (shell) => {
  const { stdout } = await runCli(['completion', shell]);

  expect(stdout).toContain('test-now');
  if (shell !== 'bash') return;
  const tried = `${stdout}\nCOMP_WORDS=(connection te); COMP_CWORD=1; _connection; echo "\${COMPREPLY[@]}"`;
  expect(execFileSync('bash', ['-c', tried], { encoding: 'utf8' }).trim()).toBe('test test-now');
});
