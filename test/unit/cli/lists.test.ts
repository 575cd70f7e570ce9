import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
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

describe("explain, with a Platform of one's own", () => {
  const file = new URL('../../../examples/platforms/internal-service.yaml', import.meta.url).pathname;
  const folder = mkdtempSync(join(tmpdir(), 'explain-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const response = (body: string) =>
    written('response.txt', `HTTP/1.1 200 OK\ncontent-type: application/json\n\n${body}`);

  it('has nothing to say against a good one', async () => {
    expect((await runCli(['explain', '-f', file])).stdout).toContain('has no mistakes');
  });

  it('says what it needs', async () => {
    const { code, stdout } = await runCli(['explain', 'records-service', '-f', file]);

    expect(code).toBe(0);
    expect(stdout).toContain('platform: records-service');
  });

  it('says each mistake with its line', async () => {
    const bad = written('bad.yaml', readFileSync(file, 'utf8').replace('  title:', '  tilte:'));

    const { code, stdout } = await runCli(['explain', '-f', bad]);

    expect(code).toBe(1);
    expect(stdout).toMatch(/bad\.yaml:\d+: spec\.tilte: unknown field\. Did you mean `title`\?\n/);
  });

  it.each([
    [['explain', 'records-service', '-f', file, '--response', response('{}')], /^test\[0\]/],
    [
      ['explain', 'slack', '--response', response('{"ok":false,"error":"account_inactive"}')],
      /→ CredentialsRevoked|→ \w+/,
    ],
  ])('judges a response: %j', async (args, said) => {
    const { code, stdout } = await runCli(args);

    expect([code, stdout]).toEqual([0, expect.stringMatching(said)]);
  });

  it.each([
    ['another Platform', ['explain', 'other', '-f', file], /has Platform records-service, not other/],
    ['no Platform', ['explain', '-f', written('none.yaml', 'kind: Secret')], /no document with `kind: Platform`/],
    ['no YAML', ['explain', '-f', written('broken.yaml', 'a: b: c')], /broken\.yaml:1: /],
    ['no response', ['explain', 'slack', '--response', written('empty.txt', '{}')], /must begin with a status line/],
  ])('a file with %s is wrong input', async (_case, args, said) => {
    const { code, stderr } = await runCli(args);

    expect([code, stderr]).toEqual([2, expect.stringMatching(said)]);
  });
});

it.each(['bash', 'zsh', 'fish'])('%s takes the completion script', async (shell) => {
  const { stdout } = await runCli(['completion', shell]);

  expect(stdout).toContain('test-now');
  if (shell !== 'bash') return;
  const tried = `${stdout}\nCOMP_WORDS=(connection te); COMP_CWORD=1; _connection; echo "\${COMPREPLY[@]}"`;
  expect(execFileSync('bash', ['-c', tried], { encoding: 'utf8' }).trim()).toBe('test test-now');
});
