import { mkdtemp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformCase, PlatformCases, Started } from '../case.ts';

const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const method = 'local';
const uid = String(process.getuid?.());

interface Disk {
  /** Below the folder that stands for the machine's disk. */
  path: string;
  roots?: string[];
}

/** A disk with a directory that is allowed, one beside it that is not, and links; nothing on it may change. */
function disk({ path, roots = ['data'] }: Disk): () => Promise<Started> {
  return async () => {
    const top = await mkdtemp(join(tmpdir(), 'local-filesystem-'));
    for (const folder of ['data/finance/2026', 'database']) await mkdir(join(top, folder), { recursive: true });
    await writeFile(join(top, 'data/list.csv'), 'theirs');
    await symlink(join(top, 'data/finance'), join(top, 'data/inside'));
    await symlink(join(top, 'database'), join(top, 'data/outside'));
    await symlink(join(top, 'data'), join(top, 'alias'));
    await symlink('circle', join(top, 'data/circle'));
    const before = await readdir(top, { recursive: true });
    return {
      config: { path: join(top, path) },
      context: { localRoots: roots.map((root) => join(top, root)) },
      async stop() {
        const after = await readdir(top, { recursive: true });
        await rm(top, { recursive: true });
        if (after.toSorted().join() !== before.toSorted().join()) throw new Error(`left behind: ${after.join()}`);
      },
    };
  };
}

const row = (name: string, on: Disk, rest: Pick<PlatformCase, 'expect'> & Partial<PlatformCase>): PlatformCase => ({
  kind: 'reply table',
  method,
  name,
  start: disk(on),
  ...rest,
});

const refused = (about: RegExp) => ({ expect: { reason: 'InvalidConfiguration', about } }) as const;
/** Found out only by following links on the disk. */
const refusedOnTheWay = (about: RegExp) =>
  ({ expect: { reason: 'InvalidConfiguration', stage: 'Reached', about } }) as const;
const input = (name: string, path: string, about: RegExp): PlatformCase => ({
  kind: 'reply table',
  method,
  name,
  config: { path },
  ...refused(about),
});

export const cases: PlatformCases = [
  row(
    'a directory',
    { path: 'data/finance' },
    { kind: 'connected', expect: { reason: 'Verified', account: { id: uid }, access: all } },
  ),
  row(
    'no directory is allowed',
    { path: 'data', roots: [] },
    { kind: 'rejected', ...refused(/--local-roots \(localFilesystem\.roots in the chart\) allows none/) },
  ),
  {
    kind: 'malformed secret',
    method,
    name: 'a Secret, where there is nothing to keep',
    config: { path: '/data' },
    secret: { password: 'canary-local-password' },
    expect: { reason: 'SecretInvalid', about: /^key `password` of the Secret is not a key of this method/ },
  },
  row('the root itself', { path: 'data' }, { expect: { reason: 'Verified', access: all } }),
  row(
    'below it, by requires.path',
    { path: 'data' },
    { requires: { path: '/finance/2026', access: ['Read', 'Write'] }, expect: { reason: 'Verified', access: all } },
  ),
  row(
    'a proof by writing',
    { path: 'data' },
    { requires: { path: 'finance', proof: 'Probe' }, expect: { reason: 'Verified', access: all } },
  ),
  row('a root that is a link', { path: 'alias/finance', roots: ['alias'] }, { expect: { reason: 'Verified' } }),
  row('the second of several roots', { path: 'data', roots: ['gone', 'data'] }, { expect: { reason: 'Verified' } }),
  row('a link that stays inside', { path: 'data/inside/2026' }, { expect: { reason: 'Verified' } }),
  row('a directory beside the root', { path: 'database' }, refused(/is in no directory that the flag --local-roots/)),
  row(
    'one that is not there, beside the root: nothing is told of it',
    { path: 'gone' },
    refused(/is in no directory that the flag --local-roots/),
  ),
  row(
    'trap: a link that leads out',
    { path: 'data/outside' },
    refusedOnTheWay(/a symbolic link leads .* out of what the flag --local-roots/),
  ),
  row(
    'trap: a link that leads out, by requires.path',
    { path: 'data' },
    { requires: { path: 'outside', proof: 'Probe' }, ...refusedOnTheWay(/a symbolic link leads/) },
  ),
  row('links in a circle', { path: 'data/circle' }, refusedOnTheWay(/links lead in a circle/)),
  row(
    'no such directory',
    { path: 'data/gone' },
    { expect: { reason: 'TargetNotFound', about: /the directory .*\/gone$/, account: { id: uid } } },
  ),
  row('a file', { path: 'data/list.csv' }, { expect: { reason: 'TargetNotFound', about: /no directory/ } }),
  row('below a file', { path: 'data/list.csv/x' }, { expect: { reason: 'TargetNotFound' } }),
  input('a path that climbs', '/data/../etc', /^spec\.config\.path has "\.\." in it/),
  input('a relative path', 'data', /^spec\.config\.path does not begin with \//),
  input('a Windows path', 'C:\\data', /^spec\.config\.path is a Windows path/),
  input('a UNC path', '\\\\nas\\data', /^spec\.config\.path is a Windows path/),
  input('an address', 'file:///data', /^spec\.config\.path is an address/),
  {
    ...input('a requires.path that climbs', '/data', /^spec\.requires\.path has "\.\." in it/),
    requires: { path: '../etc' },
  },
];
