import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { startWebDavServer, type RunningWebDavServer } from '../../../dev/servers/webdav-server.ts';
import { runCli } from '../../support/cli.ts';
import { atTerminal, enter, type Terminal } from '../../support/pty.ts';

const main = new URL('../../../src/cli/main.ts', import.meta.url).pathname;
const password = 'kept-to-myself';
let folder: string;
let server: RunningWebDavServer;
let terminal: Terminal | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'new-'));
  server = await startWebDavServer({ accounts: [{ username: 'svc', password }] });
});
afterEach(async () => {
  terminal?.kill();
  terminal = undefined;
  await server.stop();
  rmSync(folder, { recursive: true });
});

function objectsIn(path: string): object[] {
  return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS() as object);
}

const connectionOf = (name: string) => ({
  kind: 'Connection',
  metadata: { name },
  spec: { platform: 'webdav', method: 'basic', secretRef: { name }, config: { url: server.url } },
});

describe('connection new at a terminal', () => {
  it('asks with the schema of the platform, tests, mends, and writes what works', async () => {
    terminal = atTerminal([process.execPath, main, 'new'], { cwd: folder });
    await terminal.answer('Platform (type to search)', 'webdav');
    await terminal.answer('WebDAV', enter);
    await terminal.answer('Method', enter);
    await terminal.answer('Name of the Connection', `webdav-files${enter}`);
    await terminal.answer('Address', `not an address${enter}`);
    // Back to the beginning of the line, and all of it away.
    await terminal.answer(/spec|must|write|https/, `\u0015${server.url}${enter}`);
    await terminal.answer('User name', `svc${enter}`);
    await terminal.answer('Password', `wrong${enter}`);
    await terminal.answer('Optional', enter);
    await terminal.answer('What now?', enter);
    // The settings come first: the password is the last of four.
    await terminal.answer('Change what?', `${'\u001B[B'.repeat(3)} ${enter}`);
    await terminal.answer('Enter keeps it', `${password}${enter}`);

    expect(await terminal.ended).toBe(0);
    const path = join(folder, 'webdav-files.yaml');
    expect(objectsIn(path)).toEqual([
      expect.objectContaining({
        kind: 'Secret',
        metadata: { name: 'webdav-files' },
        stringData: { username: 'svc', password },
      }),
      expect.objectContaining(connectionOf('webdav-files')),
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const shown = terminal.shown();
    expect(shown).toMatch(/✗ Authenticated.*✓ Authenticated.*kubectl apply -f webdav-files\.yaml/s);
    expect(shown).not.toContain(password);
    expect((await runCli(['test', '-f', path])).code).toBe(0);
  });

  it('writes nothing if the person stops', async () => {
    terminal = atTerminal([process.execPath, main, 'new', 'webdav', '--method', 'basic'], { cwd: folder });
    await terminal.answer('Name of the Connection', '\u0003');

    expect(await terminal.ended).toBe(130);
    expect(terminal.shown()).toContain('nothing was written');
  });
});

describe('connection new in a pipe', () => {
  const env = { USER: 'svc', PW: password };
  const flags = ['--method', 'basic', '--name', 'mine', '--env', 'username=USER', '--env', 'password=PW'];
  const args = (...more: string[]) => {
    const places = ['--config', `url=${server.url}`, '--out', join(folder, 'mine.yaml')];
    return ['new', 'webdav', ...flags, ...places, ...more];
  };

  it('writes the Secret apart', async () => {
    const secretOut = join(folder, 'secret.yaml');

    const { code, stderr } = await runCli(args('--secret-out', secretOut, '-n', 'files'), { env });

    expect(code).toBe(0);
    expect(stderr).toContain(`Seal ${secretOut}`);
    const metadata = { name: 'mine', namespace: 'files' };
    expect(objectsIn(secretOut)).toMatchObject([{ kind: 'Secret', metadata }]);
    expect(objectsIn(join(folder, 'mine.yaml'))).toMatchObject([{ ...connectionOf('mine'), metadata }]);
    expect(readFileSync(join(folder, 'mine.yaml'), 'utf8')).not.toContain(password);
  });

  it('takes a key from a file', async () => {
    const file = join(folder, 'pw');
    writeFileSync(file, password);
    const given = args('--from-file', `password=${file}`).filter(
      (one, at, all) => ![one, all[at + 1]].includes('password=PW'),
    );

    expect((await runCli(given, { env })).code).toBe(0);
    expect(objectsIn(join(folder, 'mine.yaml'))).toMatchObject([{ stringData: { password } }, {}]);
  });

  it('writes nothing that does not work', async () => {
    const { code, stderr } = await runCli(args(), { env: { ...env, PW: 'wrong' } });

    expect(code).toBe(1);
    expect(stderr).toContain('CredentialsRejected');
    expect(existsSync(join(folder, 'mine.yaml'))).toBe(false);
  });

  it.each([['--out'], ['--secret-out']])('overwrites nothing that %s names', async (flag) => {
    const path = join(folder, 'there.yaml');
    writeFileSync(path, 'mine\n');

    const { code, stderr } = await runCli(args(flag, path), { env });

    expect([code, readFileSync(path, 'utf8')]).toEqual([2, 'mine\n']);
    expect(stderr).toContain('is not overwritten');
  });

  it('says which flag is missing, and prints no value', async () => {
    const { code, stderr } = await runCli(
      ['new', 'webdav', '--method', 'basic', '--name', 'mine', '--config', `url=${server.url}`, '--env', 'password=PW'],
      { env },
    );

    expect(code).toBe(2);
    expect(stderr).toContain('--env username=VARIABLE');
    expect(stderr).not.toContain(password);
  });

  it('does not use up a refresh token', async () => {
    const keys = { ID: 'a1b2c3d4e5f6', KEY: 's1s2s3s4', TOKEN: 'r1r2r3r4r5r6' };
    const out = join(folder, 'box.yaml');
    const pairs = ['clientId=ID', 'clientSecret=KEY', 'refreshToken=TOKEN'].flatMap((pair) => ['--env', pair]);

    const { code, stderr } = await runCli(
      ['new', 'box', '--method', 'oauth-refresh', '--name', 'box', '--out', out, ...pairs],
      { env: keys },
    );

    expect([code, stderr]).toEqual([0, expect.stringContaining('would use it up')]);
    expect(objectsIn(out)).toMatchObject([{ kind: 'Secret' }, { kind: 'Connection' }]);
  });
});
