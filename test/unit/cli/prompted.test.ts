import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startWebDavServer, type RunningWebDavServer } from '../../../dev/servers/webdav-server.ts';
import { runCli } from '../../support/cli.ts';
import { atTerminal, enter } from '../../support/pty.ts';

const main = new URL('../../../src/cli/main.ts', import.meta.url).pathname;
const password = 'kept-to-myself';
const folder = mkdtempSync(join(tmpdir(), 'prompted-'));
const path = join(folder, 'connection.yaml');
let server: RunningWebDavServer;

beforeAll(async () => {
  server = await startWebDavServer({ accounts: [{ username: 'svc', password }] });
  writeFileSync(path, ['first', 'second'].map(manifests).join('---\n'));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** A Connection whose Secret holds a user name alone, or is not there at all. */
function manifests(name: string): string {
  const secret = `apiVersion: v1
kind: Secret
metadata: { name: ${name} }
stringData: { username: svc }
---
`;
  return `${name === 'first' ? secret : ''}apiVersion: connection-operator.dev/v1alpha1
kind: Connection
metadata: { name: ${name} }
spec:
  platform: webdav
  method: basic
  secretRef: { name: ${name} }
  config: { url: ${server.url} }
`;
}

it('asks at a terminal for the keys that are nowhere, shows none of them, and counts what is tested', async () => {
  const terminal = atTerminal([process.execPath, main, 'test', '-f', path], { cwd: folder });
  await terminal.answer('first: password (Secret first)', `${password}${enter}`);
  await terminal.answer('second: username (Secret second)', `svc${enter}`);
  await terminal.answer('second: password (Secret second)', `${password}${enter}`);

  expect(await terminal.ended).toBe(0);
  const shown = terminal.shown();
  expect(shown).toMatch(/0 of 2 tested.*✓ Authenticated.*1 of 2 tested.*✓ Authenticated/s);
  expect(shown).not.toContain(password);
});

it('asks nobody in a pipe, and says which keys are missing', async () => {
  const { code, stdout } = await runCli(['test', '-f', path]);

  expect(code).toBe(1);
  expect(stdout).toMatch(/SecretKeyMissing.*SecretNotFound/s);
});
