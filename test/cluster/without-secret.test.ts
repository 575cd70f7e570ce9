import { mkdtemp, mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { conditionOf, joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { beforeTests, operatorIn } from '../support/cluster/suite.ts';

/** Platforms that ask for no credential: a Connection to one names no Secret. */
const root = await realpath(await mkdtemp(join(tmpdir(), 'local-roots-')));
beforeAll(() => mkdir(join(root, 'scans')));
const cluster = beforeTests(joinCluster);
operatorIn(cluster, { flags: ['--local-roots', root] });
afterAll(() => rm(root, { recursive: true }));

it('is Connected to a local directory, and says that nobody was authenticated', async () => {
  await cluster.connection('scans', {
    platform: 'local-filesystem',
    config: { path: root },
    requires: { path: 'scans', access: ['Read', 'Write'], proof: 'Probe' },
  });

  const connection = await cluster.until('scans', (c) => verdictOf(c) === 'True/Verified');

  expect(conditionOf(connection, 'Connected')?.message).toMatch(
    /does not authenticate the client, so no credential was verified/,
  );
  expect(connection.status).toMatchObject({
    access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' },
    account: { id: String(process.getuid?.()) },
    checks: expect.arrayContaining([{ name: 'Authenticated', result: 'NotTestable' }]),
    lastTest: { method: 'local', reason: 'Verified' },
  });
  expect(await readdir(join(root, 'scans'))).toEqual([]);
});

it('is Failed for a directory that the flag does not allow', async () => {
  await cluster.connection('elsewhere', { platform: 'local-filesystem', config: { path: '/etc' } });

  const connection = await cluster.until('elsewhere', (c) => verdictOf(c) === 'False/InvalidConfiguration');

  expect(conditionOf(connection, 'Connected')?.message).toMatch(/--local-roots/);
});

it('is Failed where a Secret is named that is not needed', async () => {
  await cluster.secret('spare', { password: 'tr0ub4dor and three' });
  await cluster.connection('spare', {
    platform: 'local-filesystem',
    secretRef: { name: 'spare' },
    config: { path: root },
  });

  const connection = await cluster.until('spare', (c) => verdictOf(c) === 'False/SecretInvalid');

  expect(conditionOf(connection, 'Connected')?.message).toMatch(
    /key `password` of Secret `spare` is not a key of this method/,
  );
});
