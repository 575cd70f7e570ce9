import { describe, expect, it } from '@jest/globals';
import { planConnection, registry, testConnection, type Verdict } from '../../src/connectors/index.ts';
import { startFakePlatform, type FakeReply } from '../support/fake-platform.ts';
import { secretBytes, testContext } from '../support/test-context.ts';
import { box } from './box/probe.ts';
import { dropbox } from './dropbox/probe.ts';
import { googleCloudStorage } from './google-cloud-storage/probe.ts';
import { googleDrive } from './google-drive/probe.ts';
import { FakeDisk } from './shared/probe/disk.ts';
import type { ProbeFake } from './shared/probe/fake.ts';
import { onedriveBusiness, onedrivePersonal, sharepointOnline } from './shared/probe/graph.ts';
import { sharepointServer } from './shared/probe/sharepoint-server.ts';

const fakes = [
  box,
  dropbox,
  googleCloudStorage,
  googleDrive,
  onedriveBusiness,
  onedrivePersonal,
  sharepointOnline,
  sharepointServer,
];
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const forbidden: FakeReply = { status: 403, json: { error: { code: 403, message: 'no' } } };

describe.each(fakes)('$platform', (fake) => {
  it('writes, reads, overwrites and deletes one file, in that order, and nothing is left', async () => {
    const { verdict, disk, violations } = await prove(fake);

    expect(violations).toEqual([]);
    expect(verdict).toMatchObject({ outcome: 'connected', access: all });
    expect(disk.done).toEqual(fake.steps);
    expect(disk.content).toBeUndefined();
  });

  it('removes a left-over first', async () => {
    const { verdict, disk, violations } = await prove(fake, { leftOver: 'half a f' });

    expect(violations).toEqual([]);
    expect(verdict).toMatchObject({ outcome: 'connected', access: all });
    expect(disk.done.indexOf('remove')).toBe(disk.done.indexOf('create') - (fake.steps.includes('purge') ? 2 : 1));
    expect(disk.content).toBeUndefined();
  });

  it('may not write: that is said, and nothing more is tried', async () => {
    const { verdict, disk } = await prove(fake, { answers: { create: forbidden } });

    expect(verdict).toMatchObject({
      reason: 'PermissionDenied',
      about: expect.stringMatching(/^write/),
      access: { write: 'Denied' },
    });
    expect(disk.done.at(-1)).toBe('create');
  });

  it('may not overwrite or delete: each is said', async () => {
    const { verdict } = await prove(fake, { answers: { overwrite: forbidden, remove: forbidden } });

    expect(verdict).toMatchObject({ reason: 'PermissionDenied', about: 'update, delete' });
  });

  it.each(['create', 'read', 'overwrite'])(
    'fails at %s: cleans up, and nothing is said about the account',
    async (step) => {
      const { verdict, disk } = await prove(fake, { answers: { [step]: { status: 503 } } });

      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ServiceUnavailable' });
      expect(disk.content).toBeUndefined();
    },
  );

  it('reads back what nobody wrote: the answer proves nothing', async () => {
    const step = fake.steps.includes('download') ? 'download' : 'read';
    const { verdict, disk } = await prove(fake, { answers: { [step]: { text: 'something else' } } });

    expect(verdict).toMatchObject({ reason: 'UnexpectedReply' });
    expect(disk.content).toBeUndefined();
  });

  it('only looks, unless it is asked to', async () => {
    const { disk, violations } = await prove(fake, { proof: 'Look' });

    expect(violations).toEqual([]);
    expect(disk.done).toEqual([]);
  });
});

it('is refused where a platform cannot do it', () => {
  const platform = registry.get('slack')!;

  const planned = planConnection({
    platform,
    secret: secretBytes({ botToken: 'xoxb-1' }),
    requires: { proof: 'Probe', path: '/' },
    now: 0,
  });

  expect(planned).toMatchObject({
    verdict: { reason: 'InvalidConfiguration', about: expect.stringMatching(/spec\.requires\.proof/) },
  });
});

it('is refused without a folder to write in', () => {
  const planned = planConnection({
    platform: registry.get('box')!,
    secret: secretBytes({ accessToken: 'token' }),
    requires: { proof: 'Probe' },
    now: 0,
  });

  expect(planned).toMatchObject({
    verdict: { reason: 'InvalidConfiguration', about: expect.stringMatching(/spec\.requires\.path is missing/) },
  });
});

// An address would leave them out, and so lead to another folder, or to what is no folder at all.
it.each(['..', '/../../x', 'a/./b'])('is refused where the folder is %s', (path) => {
  const planned = planConnection({
    platform: registry.get('onedrive-personal')!,
    secret: secretBytes(onedrivePersonal.secret),
    config: onedrivePersonal.config,
    method: onedrivePersonal.method,
    requires: { proof: 'Probe', path },
    now: 0,
  });

  expect(planned).toMatchObject({
    verdict: {
      reason: 'InvalidConfiguration',
      about: expect.stringMatching(/^spec\.requires\.path has a part \. or \.\./),
    },
  });
});

interface Wanted {
  leftOver?: string;
  answers?: Record<string, FakeReply>;
  proof?: 'Look' | 'Probe';
}

async function prove(fake: ProbeFake, { leftOver, answers = {}, proof = 'Probe' }: Wanted = {}) {
  const disk = new FakeDisk(leftOver, answers);
  const up = await startFakePlatform({ routes: fake.routes(disk) });
  try {
    const planned = planConnection({
      platform: registry.get(fake.platform)!,
      method: fake.method,
      config: fake.config,
      secret: secretBytes(fake.secret),
      requires: { proof, path: fake.path, access: ['Write', 'Update', 'Delete'] },
      uid: '7d5e9f3a',
      now: testContext().now(),
    });
    if ('verdict' in planned) return { verdict: planned.verdict as Verdict, disk, violations: up.violations };
    const verdict = await testConnection(planned.plan, testContext(up.context));
    return { verdict, disk, violations: up.violations };
  } finally {
    await up.stop();
  }
}
