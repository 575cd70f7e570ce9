import { expect, it } from '@jest/globals';
import { conditionOf, verdictOf } from '../support/cluster/cluster.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';

const { cluster, platform } = scriptedSuite();

const good = (username: string) => ({ username, password: platform.password });
const spec = (secret: string) => ({ secretRef: { name: secret }, config: { url: platform.url } });

it('makes a good connection Connected, with the account it signed in as', async () => {
  await cluster.secret('good', good('anna'));
  await cluster.connection('good', spec('good'));

  const { status, metadata } = await cluster.until('good', (c) => verdictOf(c) === 'True/Verified');

  expect(status?.account).toEqual({ id: 'anna', name: 'Account anna' });
  expect(status).toMatchObject({
    state: 'Connected',
    displayName: expect.stringContaining('Scripted (127.0.0.1:'),
    observedGeneration: metadata.generation,
    binding: { name: 'good' },
  });
  expect(status?.checks?.map(({ result }) => result)).toEqual(['Passed', 'Passed', 'Passed', 'Passed']);
  expect(await eventsOf('good')).toEqual([]);
});

it('notices a changed Secret at once', async () => {
  await cluster.secret('rotate', good('rosa'));
  await cluster.connection('rotate', spec('rotate'));
  await cluster.until('rotate', (c) => verdictOf(c) === 'True/Verified');

  const start = performance.now();
  await cluster.secret('rotate', { username: 'rosa', password: 'another' });
  await cluster.until('rotate', (c) => verdictOf(c) === 'False/CredentialsRejected');
  const tookMs = performance.now() - start;

  process.stderr.write(`Secret edited to new verdict: ${Math.round(tookMs)} ms\n`);
  // How fast it is on a quiet machine the bench says; without the event it would be an hour.
  expect(tookMs).toBeLessThan(20_000);
  await cluster.untilEvents('rotate', ['CredentialsRejected']);
});

it('becomes Connected when a missing Secret is created, without any other touch', async () => {
  await cluster.connection('late-secret', spec('late'));
  await cluster.until('late-secret', (c) => verdictOf(c) === 'False/SecretNotFound');

  await cluster.secret('late', good('lars'));

  await cluster.until('late-secret', (c) => verdictOf(c) === 'True/Verified');
});

it('becomes Connected when an unknown platform appears', async () => {
  await cluster.secret('plat', good('petra'));
  await cluster.connection('plat', { ...spec('plat'), platform: `own-${cluster.namespace}` });
  const { status } = await cluster.until('plat', (c) => verdictOf(c) === 'False/PlatformNotFound');
  expect(status?.conditions?.[0]?.message).toContain(`Platform not found: own-${cluster.namespace}.`);

  await cluster.platform(`own-${cluster.namespace}`, scriptedPlatform);

  await cluster.until('plat', (c) => verdictOf(c) === 'True/Verified');
});

it('names everything that is wrong with configuration and Secret at once', async () => {
  await cluster.secret('wrong', { username: 'w' });
  await cluster.connection('wrong', {
    secretRef: { name: 'wrong' },
    config: { url: 'files.corp', size: 'big', colour: 'red' },
  });

  const connection = await cluster.until('wrong', (c) => verdictOf(c) === 'False/InvalidConfiguration');

  const message = conditionOf(connection, 'Connected')?.message ?? '';
  for (const name of [
    'url is "files.corp"',
    'size is "big"',
    'colour is not a setting',
    'key `password` of Secret `wrong` is missing',
  ])
    expect(message).toContain(name);
  expect(connection.status?.checks).toEqual([{ name: 'Resolved', result: 'Failed', reason: 'InvalidConfiguration' }]);
});

it('takes a value whose newline came from echo for what was meant', async () => {
  await cluster.secret('echo', { username: 'emil\n', password: `${platform.password}\r\n` });
  await cluster.connection('echo', spec('echo'));

  const { status } = await cluster.until('echo', (c) => verdictOf(c) === 'True/Verified');

  expect(status?.account?.id).toBe('emil');
});

it('says which Secret keys are missing', async () => {
  await cluster.secret('keys', { username: 'k' });
  await cluster.connection('keys', spec('keys'));

  const connection = await cluster.until('keys', (c) => verdictOf(c) === 'False/SecretKeyMissing');

  expect(conditionOf(connection, 'Connected')?.message).toContain('key `password` of Secret `keys` is missing');
});

it('refuses references that are no names of objects, such as paths to another namespace', async () => {
  await cluster.secret('refs', good('refs'));
  await cluster.connection('refs', spec('refs'));
  const name = '../../kube-system/secrets/admin';

  for (const change of [{ secretRef: { name } }, { proxyRef: { name } }, { tls: { caRef: { name } } }])
    await expect(cluster.patch('connections', 'refs', { spec: change })).rejects.toThrow(/name in body should match/);
  await expect(
    cluster.patch('connections', 'refs', { spec: { secretRef: null, serviceAccountName: `${name}?` } }),
  ).rejects.toThrow(/serviceAccountName in body should match/);
});

it('refuses durations out of bounds, and an empty name', async () => {
  await cluster.secret('cel', good('cel'));
  await cluster.connection('cel', spec('cel'));

  await expect(cluster.patch('connections', 'cel', { spec: { test: { interval: '5s' } } })).rejects.toThrow(
    /interval must be 0s, or between 10s and 720h/,
  );
  await expect(cluster.patch('connections', 'cel', { spec: { test: { timeout: '1h' } } })).rejects.toThrow(
    /timeout must be between 1s and 5m/,
  );
  await expect(cluster.patch('connections', 'cel', { spec: { displayName: '' } })).rejects.toThrow(/displayName/);
});

async function eventsOf(name: string) {
  return (await cluster.events()).filter(({ regarding }) => regarding.name === name);
}
