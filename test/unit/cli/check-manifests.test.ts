import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Io } from '../../../src/cli/io.ts';
import { fromFiles } from '../../../src/cli/sources.ts';

/** What a file has that the API server would refuse, said with its line before anything is tested. */
const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} } as unknown as Io;

afterAll(() => rmSync(folder, { recursive: true }));

const secret = `apiVersion: v1
kind: Secret
metadata: { name: s }
stringData: { username: ann, password: q8Zr5tYw2LmX }
`;
const connection = `apiVersion: connection-operator.dev/v1alpha1
kind: Connection
metadata: { name: a }
spec: { platform: webdav, secretRef: { name: s }, config: { url: 'https://dav.example.com' } }
`;
const both = `${secret}---\n${connection}`;

async function said(text: string): Promise<string[]> {
  const file = join(folder, 'all.yaml');
  writeFileSync(file, text);
  try {
    await fromFiles({ filename: [file] }, io);
    return [];
  } catch (error) {
    return (error as Error).message.replaceAll(`${file}:`, '').split('\n');
  }
}

describe('a file is refused with every line', () => {
  it.each<[what: string, text: string, said: (string | RegExp)[]]>([
    ['nothing', both, []],
    [
      'a value that is not base64',
      both.replace('stringData', 'data'),
      [/^4: Secret s: data\.username is not base64: write the value as it is under stringData/],
    ],
    [
      'a number as a value',
      both.replace('ann', '12345'),
      ['4: Secret s: stringData.username is a number: write it in quotes'],
    ],
    ['no value', both.replace('ann', 'null'), ['4: Secret s: stringData.username is no text']],
    [
      'another version',
      both.replace('v1alpha1', 'v1'),
      [/^6: Connection a: apiVersion is .*\/v1, which there is not: write /],
    ],
    ['no version, which is that of these files', both.replace(/apiVersion: conn.*\n/, ''), []],
    [
      'a name in capitals',
      both.replace('name: a ', 'name: My_Box '),
      [/^8: Connection My_Box: metadata\.name is no name/],
    ],
    ['no name', both.replace('{ name: a }', '{}'), [/^8: Connection: metadata\.name is missing/]],
    ['no spec', both.replace(/spec: .*\n/, ''), [/^6: Connection a: spec is missing/]],
    ['no platform', both.replace('platform: webdav, ', ''), ['9: Connection a: spec.platform is missing']],
    [
      'a field that there is not',
      both.replace('platform:', 'platfrom:'),
      [/spec\.platform is missing/, /spec\.platfrom is not a field \(did you mean platform\?\)/],
    ],
    [
      'text for a map',
      both.replace('{ name: s }, c', 's, c'),
      ['9: Connection a: spec.secretRef is not a map of fields'],
    ],
    [
      'text for a list',
      both.replace('config:', 'requires: { access: Read }, config:'),
      ['9: Connection a: spec.requires.access is not a list'],
    ],
    [
      'none of the words',
      both.replace('config:', 'requires: { access: [read] }, config:'),
      [/spec\.requires\.access\.0 is none of Read, /],
    ],
    [
      'a duration',
      both.replace('config:', 'test: { interval: 5 minutes }, config:'),
      [/spec\.test\.interval does not have the right form: write it as 30s/],
    ],
    [
      'a number out of range',
      both.replace('config:', 'test: { failureThreshold: 0 }, config:'),
      [/spec\.test\.failureThreshold is not between 1 and /],
    ],
    [
      'a rule of the CRD',
      both.replace('config:', 'test: { interval: 1s }, config:'),
      ['9: Connection a: spec.test.interval: interval must be 0s, or between 10s and 720h'],
    ],
    [
      'fields that exclude each other',
      both.replace('config:', 'serviceAccountName: x, config:'),
      [/^9: Connection a: spec: secretRef and serviceAccountName exclude/],
    ],
    ['a Connection twice', `${both}---\n${connection}`, [/^13: Connection a: it is in 6 too/]],
    [
      'an item of a List',
      `apiVersion: v1\nkind: List\nitems:\n- ${connection.replace('webdav', '5').replaceAll('\n', '\n  ').trimEnd()}\n`,
      ['7: Connection a: spec.platform is not text: write it in quotes'],
    ],
    [
      'a Connection of another group',
      `${both}---\napiVersion: airbyte.example/v1\nkind: Connection\nmetadata: { name: b }\nspec: { source: c }\n`,
      [],
    ],
    ['the same in two namespaces', `${both}---\n${connection.replace('name: a ', 'name: a, namespace: b ')}`, []],
  ])('%s', async (_, text, expected) => {
    const lines = await said(text);

    expect(lines).toHaveLength(expected.length);
    for (const [index, line] of expected.entries())
      expect(lines[index]).toEqual(typeof line === 'string' ? line : expect.stringMatching(line));
    expect(lines.join()).not.toContain('q8Zr');
  });

  it('says where YAML is wrong without saying it twice', async () => {
    expect(await said('a: b\n c: d\n')).toEqual([expect.not.stringContaining('at line')]);
  });
});

it.each(globSync('examples/**/*.yaml').filter((file) => !file.includes('/helm/')))(
  '%s has nothing to refuse',
  async (file) => {
    await expect(fromFiles({ filename: [file] }, io)).resolves.toBeDefined();
  },
);
