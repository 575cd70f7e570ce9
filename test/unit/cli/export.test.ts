import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { startWebDavServer } from '../../../dev/servers/webdav-server.ts';
import { runCli } from '../../support/cli.ts';
import { describeWithRclone } from '../../support/rclone.ts';

const password = 'correct horse "battery" staple';

const yamlOf = (name: string, platform: string, config: object, secret: object = { username: 'svc', password }) =>
  [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: secret },
    {
      apiVersion: 'connection-operator.dev/v1alpha1',
      kind: 'Connection',
      metadata: { name },
      spec: { platform, secretRef: { name }, config },
    },
  ]
    .map((object) => JSON.stringify(object))
    .join('\n---\n');

describe('connection export', () => {
  const source = yamlOf('source', 'webdav', { url: 'https://dav.example.com/files/' });

  it('prints the remotes with what rclone cannot express', async () => {
    const sftp = yamlOf('target', 'sftp', { host: 'sftp.example.com', hostKeyPolicy: 'TrustOnFirstUse' });

    const { code, stdout } = await runCli(['export', '--to', 'rclone', '-f', '-'], {
      stdin: `${source}\n---\n${sftp}`,
    });

    expect(code).toBe(0);
    expect(stdout).toContain(
      '[source]\ntype = webdav\nurl = https://dav.example.com/files/\nvendor = other\nuser = svc\n',
    );
    expect(stdout).toContain('[target]\ntype = sftp\n');
    expect(stdout).toContain('# Note: rclone does not check the host key');
    expect(stdout).not.toContain(password);
  });

  it('prints a Secret for the cluster', async () => {
    const args = ['export', '--to', 'rclone', '-f', '-', '--secret', 'rclone', '-n', 'migration'];

    const { stdout } = await runCli(args, { stdin: source });

    expect(parse(stdout)).toMatchObject({
      kind: 'Secret',
      metadata: { name: 'rclone', namespace: 'migration' },
      stringData: { 'rclone.conf': expect.stringContaining('[source]\ntype = webdav') },
    });
  });

  it.each([
    ['an incomplete Secret', yamlOf('x', 'webdav', { url: 'https://d.example.com/' }, { username: 'svc' }), /password/],
    [
      'a platform that rclone does not speak',
      yamlOf('x', 'github', {}, { token: `ghp_${'a'.repeat(36)}` }),
      /no backend/,
    ],
  ])('refuses %s', async (_what, stdin, message) => {
    const { code, stdout, stderr } = await runCli(['export', '--to', 'rclone', '-f', '-'], { stdin });

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describeWithRclone('exported Connections', () => {
  let folder: string;
  let stop: (() => Promise<void>)[];
  let files: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export-'));
    const accounts = [{ username: 'svc', password, write: true }];
    const webdav = await startWebDavServer({ accounts });
    const other = await startWebDavServer({ accounts: [{ username: 'svc', password: 'another one', write: true }] });
    stop = [() => webdav.stop(), () => other.stop()];
    files = [
      yamlOf('source', 'webdav', { url: webdav.url }),
      yamlOf('target', 'webdav', { url: other.url }, { username: 'svc', password: 'another one' }),
    ].join('\n---\n');
  });

  afterAll(async () => {
    await Promise.all(stop.map((one) => one()));
    await rm(folder, { recursive: true });
  });

  it('let rclone move files with the accounts that were tested', async () => {
    const [config, local, back] = ['rclone.conf', 'report.txt', 'back'].map((name) => join(folder, name));
    await writeFile(local!, 'quarterly figures');
    const tested = await runCli(['test', '-f', '-', '-o', 'name'], { stdin: files });
    const { stdout } = await runCli(['export', '--to', 'rclone', '-f', '-'], { stdin: files });
    await writeFile(config!, stdout);

    await rclone(config!, ['copy', local!, 'source:']);
    await rclone(config!, ['copy', 'source:report.txt', 'target:/incoming']);
    await rclone(config!, ['copy', 'target:/incoming/report.txt', back!]);

    expect(tested.stdout).toBe('connection/source connected\nconnection/target connected\n');
    expect(await readFile(join(back!, 'report.txt'), 'utf8')).toBe('quarterly figures');
  });
});

/** Beside the servers of this process, which must not wait for it. */
function rclone(config: string, args: readonly string[]): Promise<void> {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };
  return new Promise((resolve, reject) => {
    const child = spawn('rclone', ['--config', config, '--retries', '1', '--low-level-retries', '1', ...args], { env });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(said))));
  });
}
