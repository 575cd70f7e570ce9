import { describe, expect, it } from '@jest/globals';
import { planConnection, registry } from '../../src/connectors/index.ts';
import type { FakeReply } from '../support/fake-platform.ts';
import { secretBytes } from '../support/test-context.ts';
import { fakes, prove } from './shared/probe/all.ts';
import { onedrivePersonal } from './shared/probe/graph.ts';

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
