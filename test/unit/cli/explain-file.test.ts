import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { runCli } from '../../support/cli.ts';

/** What people do to the file of a Platform beside the mistakes of the language itself. */
const folder = mkdtempSync(join(tmpdir(), 'explain-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const good = `apiVersion: connection-operator.dev/v1alpha1
kind: Platform
metadata: { name: acme }
spec:
  title: Acme
  category: Business
  hosts: [api.example.com]
  methods:
    - name: key
      title: Key
      secret: { required: [apiKey], properties: { apiKey: { type: string } } }
      credential: { bearer: '{{secret.apiKey}}' }
  test:
    - request: { url: https://api.example.com/me }
      replies:
        - { when: status == 400, outcome: AccessRefused }
      facts: { account: { id: json.id } }
`;

async function explained(text: string) {
  const path = join(folder, 'acme.yaml');
  writeFileSync(path, text);
  return runCli(['explain', '-f', path]);
}

it.each([
  ['kind: Platform', 'kind: platform', /no document with .*: its kind is `platform`/],
  ['spec:', 'specs:', /no document with .*: it has no `spec`/],
  [
    'connection-operator.dev/v1alpha1',
    'example.com/v1',
    /no document with `kind: Platform` and `spec`: it is of example\.com\/v1/,
  ],
  ['when: status == 400', 'when: !json.ok', /:16: Unresolved tag: !json\.ok\. .*needs quotes around it: `'…'`/],
  ['when: status == 400', 'when: "a" in json.b', /:16: .*needs quotes around it: `'…'`/],
  ['when: status == 400', 'when: json.a.split(" ", 2) == []', /:16: .*needs quotes around it: `'…'`/],
  [
    'when: status == 400',
    'when: "text.matches(\'\\d\')"',
    /:16: .*`\\` begins an escape in double quotes: write single/,
  ],
  ['title: Acme', 'title: Acme\n  title: Acme', /:6: Map keys must be unique$/m],
])('no document: %s → %s', async (from, to, said) => {
  const { code, stderr } = await explained(good.replace(from, () => to));

  expect([code, stderr]).toEqual([2, expect.stringMatching(said)]);
  expect(stderr).not.toContain('helm');
});

it.each([
  ['connection-operator.dev/v1alpha1', 'connection-operator.dev/v1', /:1: apiVersion is .*\/v1, which there is not/],
  ['name: acme', 'name: Acme', /:3: metadata\.name is no name of an object/],
  ['metadata: { name: acme }', 'metadata: {}', /:3: metadata\.name is missing/],
  ['name: acme', 'name: slack', /:3: slack is the name of a built-in platform/],
  [
    '  title: Acme',
    '  title: Acme\n  driver: sftp',
    /:6: spec\.driver: a platform of your own can have driver http only/,
  ],
  [
    '      title: Key',
    '      title: Key\n      driver: ftp',
    /:11: spec\.methods\[0\]\.driver: a platform of your own/,
  ],
  [
    "'{{secret.apiKey}}'",
    '{{secret.apiKey}}',
    /:12: spec\.methods\[0\]\.credential\.bearer: .*`'\{\{secret\.apiKey\}\}'`/,
  ],
])('a mistake with its line: %s → %s', async (from, to, said) => {
  const { code, stdout, stderr } = await explained(good.replace(from, () => to));

  expect([code, stdout]).toEqual([1, expect.stringMatching(said)]);
  expect(stderr).toBe('');
});

it('says the mistakes of each Platform of the file', async () => {
  const text = `${good}---\n${good.replace('name: acme', 'name: second').replace('json.id', 'jsn.id')}`;

  const { code, stdout } = await explained(text);

  expect([code, stdout]).toEqual([
    1,
    expect.stringMatching(/^\S+:35: spec\.test\[0\]\.facts\.account\.id: .*`json`\?\n$/),
  ]);
  expect((await explained(text.replace('jsn', 'json'))).stdout).toMatch(/^acme has no.*\n.*\nsecond has no/);
});
