import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hold, probeFile, type Held } from '../../../../../src/connectors/drivers/local-filesystem/probe-file.ts';
import { skips } from '../../../../support/not-tested.ts';
import { probeAccess } from '../../../../../src/connectors/probe/probe-file.ts';

const lacks = process.platform === 'linux' ? undefined : 'only Linux opens by a directory that it holds';
const onLinux = skips('a path that is swapped for a link', lacks) ? it.skip : it;
const { signal } = new AbortController();
const name = '.connection-test-7d5e9f3a';
let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'probe-file-')));
  await mkdir(join(folder, 'data'));
  await mkdir(join(folder, 'elsewhere'));
  await writeFile(join(folder, 'theirs'), 'theirs');
});

afterEach(() => rm(folder, { recursive: true }));

const probe = (directory = join(folder, 'data')) => probeAccess(probeFile(directory, name), {}, signal);
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };

describe('the file of a probe', () => {
  it('proves every right, and is gone', async () => {
    expect(await probe()).toEqual(all);
    expect(await readdir(join(folder, 'data'))).toEqual([]);
  });

  it('takes the place of one that a killed test left', async () => {
    await writeFile(join(folder, 'data', name), 'left over');

    expect(await probe()).toEqual(all);
    expect(await readdir(join(folder, 'data'))).toEqual([]);
  });

  it.each<[string, (path: string) => unknown]>([
    ['a link to a file of others', (path) => symlink(join(folder, 'theirs'), path)],
    ['a link that dangles', (path) => symlink(join(folder, 'elsewhere', 'new'), path)],
    ['a directory', (path) => mkdir(path)],
    ['a pipe', (path) => execFileSync('sh', ['-c', `mkfifo '${path}'`])],
  ])('is not written where %s has its name', async (_name, make) => {
    await make(join(folder, 'data', name));

    const found = await probe();

    expect(found).toMatchObject({ reason: 'UnexpectedReply', about: expect.stringContaining('not one of ours') });
    expect(await readdir(join(folder, 'data'))).toEqual([name]);
    expect(await readFile(join(folder, 'theirs'), 'utf8')).toBe('theirs');
    expect(await readdir(join(folder, 'elsewhere'))).toEqual([]);
  });

  it('is not created over one that came in between', async () => {
    await writeFile(join(folder, 'data', name), 'theirs');

    const created = await probeFile(join(folder, 'data'), name).create('ours', signal);

    expect(created).toMatchObject({ reason: 'UnexpectedReply' });
    expect(await readFile(join(folder, 'data', name), 'utf8')).toBe('theirs');
  });

  onLinux('stays in its directory when the path is swapped for a link', async () => {
    const held = await holding(join(folder, 'data'));
    await rename(join(folder, 'data'), join(folder, 'moved'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'data'));

    const created = await probeFile(held.path, name).create('ours', signal);
    await held.release();

    expect(created).toBe('done');
    expect(await readdir(join(folder, 'moved'))).toEqual([name]);
    expect(await readdir(join(folder, 'elsewhere'))).toEqual([]);
  });

  onLinux('is not made where a link on the way leads elsewhere', async () => {
    await mkdir(join(folder, 'data', 'deep'));
    await mkdir(join(folder, 'elsewhere', 'deep'));
    await rename(join(folder, 'data'), join(folder, 'moved'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'data'));

    const held = await hold(join(folder, 'data', 'deep'));

    expect(held).toMatchObject({ reason: 'UnexpectedReply', about: expect.stringContaining('changes its place') });
  });

  async function holding(path: string): Promise<Held> {
    const held = await hold(path);
    if ('kind' in held) throw new Error(held.about);
    return held;
  }
});
