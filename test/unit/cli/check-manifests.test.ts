import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Io } from '../../../src/cli/io.ts';
import { fromFiles } from '../../../src/cli/sources.ts';
import { refusedManifests } from '../../support/refused-manifests.ts';

/** What a file has that the API server would refuse, said with its line before anything is tested. */
const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} } as unknown as Io;

afterAll(() => rmSync(folder, { recursive: true }));

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
  it.each(refusedManifests)('%s', async (_, text, expected) => {
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
