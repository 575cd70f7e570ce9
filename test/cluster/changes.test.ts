import { expect, it } from '@jest/globals';
import { conditionOf, verdictOf } from '../support/cluster/cluster.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';
import { patchStatus } from '../../src/reconcilers/guarded-status.ts';
import { until } from '../support/until.ts';

/** What changes while a test runs, and what changes around a connection. */
const { cluster, platform, operator, connect } = scriptedSuite();

it('says Pending after a second without a verdict, and withdraws a verdict on another credential', async () => {
  const gate = platform.hold('slow');
  await connect('slow');
  const pending = await cluster.until('slow', (c) => verdictOf(c) === 'Unknown/Pending');
  expect(conditionOf(pending, 'Reconciling')?.status).toBe('True');
  gate.release();
  await cluster.until('slow', (c) => verdictOf(c) === 'True/Verified');

  const second = platform.hold('slow');
  await cluster.secret('slow', { username: 'slow', password: 'new-password' });
  await cluster.until('slow', (c) => verdictOf(c) === 'Unknown/CredentialChanged');
  second.release();
  await cluster.until('slow', (c) => verdictOf(c) === 'False/CredentialsRejected');
});

it('drops the verdict on a spec that was edited during the test', async () => {
  const gate = platform.hold('edited');
  await connect('edited');
  await until(() => gate.waiting() === 1);

  await cluster.patch('connections', 'edited', { spec: { config: { url: `${platform.url}/other` } } });
  await until(() => gate.waiting() === 2);
  platform.script('edited', { status: 404 });
  gate.release();

  const connection = await cluster.until('edited', (c) => verdictOf(c) !== 'none' && !verdictOf(c).endsWith('Pending'));
  expect(verdictOf(connection)).toBe('False/TargetNotFound');
  expect(connection.status?.observedGeneration).toBe(connection.metadata.generation);
  expect(connection.status?.lastTest?.generation).toBeUndefined();
});

it('does not give the verdict to a connection that was deleted and made again during the test', async () => {
  const gate = platform.hold('again');
  await connect('again');
  await until(() => gate.waiting() === 1);

  await cluster.remove('connections', 'again');
  await cluster.secret('again', { username: 'again', password: 'wrong' });
  await cluster.connection('again', { secretRef: { name: 'again' }, config: { url: platform.url } });
  gate.release();

  await cluster.until('again', (c) => verdictOf(c) === 'False/CredentialsRejected');
});

it('leaves nothing behind when a connection is deleted during its test', async () => {
  const gate = platform.hold('gone');
  await connect('gone');
  await until(() => gate.waiting() === 1);

  await cluster.remove('connections', 'gone');
  gate.release();

  await connect('after-gone');
  await cluster.until('after-gone', (c) => verdictOf(c) === 'True/Verified');
  expect((await cluster.events()).filter(({ regarding }) => regarding.name === 'gone')).toEqual([]);
  expect(operator.log()).not.toMatch(/"level":"error"/);
});

it('suspends and resumes, and keeps the last verdict meanwhile', async () => {
  await connect('paused');
  await cluster.until('paused', (c) => verdictOf(c) === 'True/Verified');

  await cluster.patch('connections', 'paused', { spec: { suspend: true } });
  const suspended = await cluster.until('paused', ({ status }) => status?.state === 'Suspended');
  expect(verdictOf(suspended)).toBe('True/Verified');
  await cluster.secret('paused', { username: 'paused', password: 'wrong' });
  await connect('after-paused');
  await cluster.until('after-paused', (c) => verdictOf(c) === 'True/Verified');
  await cluster.until('paused', (c) => verdictOf(c) === 'Unknown/Suspended');
  expect(platform.seen('paused')).toBe(1);

  await cluster.patch('connections', 'paused', { spec: { suspend: false } });
  await cluster.until('paused', (c) => verdictOf(c) === 'False/CredentialsRejected');
});

it('withdraws the verdict of a suspended connection that is pointed elsewhere, not of one that is renamed', async () => {
  await connect('moved');
  await cluster.until('moved', (c) => verdictOf(c) === 'True/Verified');

  await cluster.patch('connections', 'moved', { spec: { suspend: true, displayName: 'Mine' } });
  const suspended = await cluster.until('moved', ({ status }) => status?.state === 'Suspended');
  expect(verdictOf(suspended)).toBe('True/Verified');
  await cluster.patch('connections', 'moved', { spec: { config: { url: 'http://127.0.0.1:9' } } });

  const moved = await cluster.until('moved', (c) => verdictOf(c) === 'Unknown/Suspended');
  expect(conditionOf(moved, 'Ready')).toBeUndefined();
  expect(platform.seen('moved')).toBe(1);
});

it('says that a connection was suspended before its first test', async () => {
  await connect('born-paused', { suspend: true });

  const connection = await cluster.until('born-paused', ({ status }) => status?.state === 'Suspended');

  expect(conditionOf(connection, 'Connected')).toMatchObject({ status: 'Unknown', reason: 'Suspended' });
});

it('tests again when its Platform is edited', async () => {
  const name = `edit-${cluster.namespace}`;
  await cluster.platform(name, scriptedPlatform);
  await connect('by-platform', { platform: name });
  await cluster.until('by-platform', (c) => verdictOf(c) === 'True/Verified');

  const [step] = scriptedPlatform.test!;
  const facts = { ...step!.facts, identified: 'json.name == "Nobody"' };
  await cluster.platform(name, { ...scriptedPlatform, test: [{ ...step!, facts }] });

  await cluster.until('by-platform', (c) => verdictOf(c) === 'Unknown/UnexpectedReply');
});

it('tests a connection anew whose platform was wrong and is put right', async () => {
  await connect('mended', { platform: 'scriptet' });
  await cluster.until('mended', (c) => verdictOf(c) === 'False/PlatformNotFound');

  await cluster.patch('connections', 'mended', { spec: { platform: 'scripted' } });

  const { status, metadata } = await cluster.until('mended', (c) => verdictOf(c) === 'True/Verified');
  expect(status).toMatchObject({ state: 'Connected', observedGeneration: metadata.generation });
  expect(platform.seen('mended')).toBe(1);
});

it('gives up the verdict of a connection whose platform becomes another one', async () => {
  await connect('misled');
  await cluster.until('misled', (c) => verdictOf(c) === 'True/Verified');

  await cluster.patch('connections', 'misled', { spec: { platform: 'scriptet' } });

  const { status } = await cluster.until('misled', (c) => verdictOf(c) === 'False/PlatformNotFound');
  expect(status?.account).toBeUndefined();
});

it('follows the revision of a Secret: the generation that names it has the verdict of the new credential', async () => {
  await cluster.secret('revised', { username: 'revised', password: 'old-password' });
  await connect('revised', { password: 'old-password', secretRef: { name: 'revised', revision: 'sha256:old' } });
  const before = await cluster.until('revised', (c) => verdictOf(c) === 'False/CredentialsRejected');
  expect(before.status?.observedGeneration).toBe(1);

  await cluster.secret('revised', { username: 'revised', password: platform.password });
  await cluster.patch('connections', 'revised', { spec: { secretRef: { revision: 'sha256:new' } } });

  // As Flux and Helm wait: for the generation that is wanted, and that it is settled.
  const { status } = await cluster.until(
    'revised',
    (c) => c.status?.observedGeneration === 2 && conditionOf(c, 'Reconciling') === undefined,
  );
  expect(status).toMatchObject({ state: 'Connected', observedGeneration: 2, lastTest: { reason: 'Verified' } });
  expect(platform.passwords('revised').filter((password) => password === 'old-password')).toHaveLength(1);
});

it('withdraws the verdict of a Secret that was deleted', async () => {
  await connect('deleted');
  await cluster.until('deleted', (c) => verdictOf(c) === 'True/Verified');

  await cluster.remove('secrets', 'deleted');

  const { status } = await cluster.until('deleted', (c) => verdictOf(c) === 'False/SecretNotFound');
  expect(status?.account).toBeUndefined();
  expect(status?.binding).toBeUndefined();
});

it('refuses a malformed Platform by name, and goes on with the others', async () => {
  const bad = `bad-${cluster.namespace}`;
  await cluster.platform(bad, {
    ...scriptedPlatform,
    test: [{ request: { url: '{{nonsense}}' }, facts: { account: { id: 'json.(' } } }],
  });
  await connect('on-bad', { platform: bad });

  const connection = await cluster.until('on-bad', (c) => verdictOf(c) === 'False/PlatformNotFound');
  expect(conditionOf(connection, 'Connected')?.message).toContain('spec.test[0].request.url: unknown name `nonsense`');
  await connect('beside-bad');
  await cluster.until('beside-bad', (c) => verdictOf(c) === 'True/Verified');
});

it('says that a CA ConfigMap is missing, and notices when it comes', async () => {
  await connect('ca', { tls: { caRef: { name: 'corp-ca' } } });
  const connection = await cluster.until('ca', (c) => verdictOf(c) === 'False/InvalidConfiguration');
  expect(conditionOf(connection, 'Connected')?.message).toContain(
    'spec.tls.caRef names ConfigMap corp-ca, which is not in this namespace',
  );

  await cluster.client.create(
    `/api/v1/namespaces/${cluster.namespace}/configmaps`,
    { metadata: { name: 'corp-ca' }, data: { 'ca.crt': 'not a certificate' } },
    { signal: new AbortController().signal },
  );

  await cluster.until(
    'ca',
    (c) => conditionOf(c, 'Connected')?.message.includes('has no certificate in PEM form') === true,
  );
});

it('cannot write the status of one object onto another of its name, nor onto another generation', async () => {
  await connect('guarded');
  const { metadata } = await cluster.until('guarded', (c) => verdictOf(c) === 'True/Verified');
  const path = `/apis/connection-operator.dev/v1alpha1/namespaces/${cluster.namespace}/connections/guarded`;
  const write = (guard: object, status: object = { state: 'Failed' }) =>
    patchStatus(
      cluster.client,
      { path, metadata: { uid: metadata.uid, generation: 1, ...guard } },
      status,
      new AbortController().signal,
    );

  expect(await write({ uid: 'another' })).toBe(false);
  expect(await write({ generation: 2 })).toBe(false);
  await expect(write({}, { state: 'Nonsense' })).rejects.toThrow(/status.state/);
  expect(verdictOf(await cluster.get('guarded'))).toBe('True/Verified');
});

it('does not take a Secret for missing because its watch is slower than that of the connection', async () => {
  for (let index = 0; index < 20; index += 1) await connect(`together-${index}`);

  for (let index = 0; index < 20; index += 1)
    await cluster.until(`together-${index}`, (c) => verdictOf(c) === 'True/Verified');

  expect((await cluster.events()).filter(({ regarding }) => regarding.name.startsWith('together'))).toEqual([]);
  for (let index = 0; index < 20; index += 1) expect(platform.seen(`together-${index}`)).toBe(1);
});
