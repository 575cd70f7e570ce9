import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';
import type { Connection } from '../../src/api/resources.ts';
import { displayNameOf } from '../../src/reconcilers/display-name.ts';
import { bounded } from '../../src/reconcilers/status-boundary.ts';
import { runCli } from '../support/cli.ts';

/** Names that a stranger chose, for `kubectl get` and the terminal of whoever reads them. */
const names: Record<string, string> = {
  'clears the screen': 'a\u001B[2Jb',
  'sets the title of the window': 'a\u001B]0;owned\u0007b',
  'asks the terminal to answer': 'a\u001B[6nb',
  'a link to elsewhere': 'a\u001B]8;;http://evil.example\u001B\\b',
  'C1 for an escape': 'a\u009B2Jb',
  'begins the line anew': 'a\rConnected',
  'adds a line': 'a\nadmin   Connected',
  'a command of a CI': 'a\n::add-mask::b',
  'goes back': 'abc\b\b\bxyz',
  'turned around': 'a\u202Enimda\u202C',
  isolated: 'a\u2066b\u2069',
  'a line of Unicode': 'a\u2028b\u2029c',
  tags: 'a\u{E0041}\u{E0042}',
  nothing: 'a\u0000b',
  'half a character': 'a\uD83Db',
};
const steers = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\u2028\u2029\u{E0000}-\u{E007F}]/u;

let server: Loopback;
let shown = '';
const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
beforeAll(async () => {
  server = await onLoopback(
    createServer(({ url = '', headers }, response) => {
      response.setHeader('content-type', 'application/json');
      if (url.includes('/connections')) response.end(JSON.stringify({ items: [connection()] }));
      else if (headers.authorization === undefined) response.writeHead(401).end();
      else response.end(JSON.stringify({ id: '1', name: shown }));
    }),
  );
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

function connection(): Connection {
  const condition = { type: 'Connected', status: 'True', reason: 'Verified', message: shown };
  const status = { state: 'Connected', account: { name: shown }, conditions: [condition] };
  return { metadata: { name: 'mine', namespace: 'a' }, spec: { platform: 'own' }, status } as Connection;
}

describe.each(Object.entries(names))('a name that %s', (_kind, name) => {
  beforeAll(() => void (shown = name));

  it('does nothing in a status', () => {
    const spec = { platform: 'own', displayName: name };
    const status = bounded({
      account: { name, id: name },
      displayName: displayNameOf({ spec } as Connection, 'Own', undefined),
      conditions: [{ message: `no ${name}` }],
      shownAs: displayNameOf({ spec: { platform: 'own' } } as Connection, 'Own', { name }),
    });

    for (const text of [
      ...Object.values(status.account),
      status.displayName,
      status.shownAs,
      status.conditions[0]!.message,
    ])
      expect(text).not.toMatch(steers);
  });

  it('does nothing where a command shows it', async () => {
    const kubeconfig = fileOf('config', {
      clusters: [{ name: 'c', cluster: { server: server.url } }],
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u', namespace: 'a' } }],
      users: [{ name: 'u', user: {} }],
      'current-context': 'c',
    });
    for (const more of [[], ['-o', 'json']]) quiet(await runCli(['status', '--kubeconfig', kubeconfig, ...more]));
  });

  it('does nothing where a test shows it', async () => {
    const manifests = fileOf('tested.yaml', platform(), secret(), tested());
    for (const more of [[], ['-o', 'wide'], ['-o', 'json'], ['-o', 'yaml'], ['-o', 'junit'], ['--verbose']]) {
      const ran = await runCli(['test', '-f', manifests, ...more]);

      expect(ran).toMatchObject({ code: 0 });
      quiet(ran);
    }
  });

  it('does nothing where it is wrong in a file', async () => {
    const manifest = { ...tested(), spec: { ...tested().spec, config: { url: server.url, [name]: name } } };

    quiet(await runCli(['test', '-f', fileOf('wrong.yaml', platform(), secret(), manifest)]));
    quiet(await runCli(['test', '-f', fileOf('field.yaml', { ...tested(), spec: { platform: 'own', [name]: name } })]));
    quiet(await runCli(['test', '-f', fileOf('name.yaml', { ...tested(), spec: { platform: name } })]));
  });
});

function quiet({ stdout, stderr }: { stdout: string; stderr: string }): void {
  for (const line of `${stdout}${stderr}`.split('\n')) expect(line).not.toMatch(steers);
  expect(stdout).not.toMatch(/^(::|admin)/m);
}

function fileOf(name: string, ...documents: object[]): string {
  const path = join(folder, name);
  writeFileSync(path, documents.map((one) => stringify(one)).join('---\n'));
  return path;
}

const platform = () => ({
  apiVersion: 'connection-operator.dev/v1alpha1',
  kind: 'Platform',
  metadata: { name: 'own' },
  spec: {
    title: 'Own',
    category: 'Business',
    config: { properties: { url: { type: 'string' } } },
    methods: [
      {
        name: 'key',
        title: 'Key',
        secret: { properties: { key: { type: 'string', writeOnly: true } }, required: ['key'] },
        credential: { bearer: '{{secret.key}}' },
      },
    ],
    hosts: ['{{config.url}}'],
    test: [{ request: { url: '{{config.url}}/me' }, facts: { account: { id: 'string(json.id)', name: 'json.name' } } }],
  },
});

const secret = () => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'mine' },
  stringData: { key: 'kept-to-myself' },
});

const tested = () => ({
  apiVersion: 'connection-operator.dev/v1alpha1',
  kind: 'Connection',
  metadata: { name: 'mine' },
  spec: { platform: 'own', secretRef: { name: 'mine' }, config: { url: server.url } },
});
